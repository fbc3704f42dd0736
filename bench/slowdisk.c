/* Stands for a slow disk: counts every fsync and fdatasync of a process and makes each take
   BENCH_SYNC_US microseconds longer. Loaded with LD_PRELOAD; the count goes to BENCH_SYNC_COUNT
   (a file of one 64-bit number, mapped, so that it is right after a kill as well).
   A sleep alone wakes late, by more the idler the processor: so it sleeps until just before the end
   and looks at the clock from there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define AWAKE_US 500

static volatile uint64_t *counted;
static long wait_us;

__attribute__((constructor)) static void begin(void) {
    const char *us = getenv("BENCH_SYNC_US"), *path = getenv("BENCH_SYNC_COUNT");
    wait_us = us ? atol(us) : 0;
    if (!path) return;
    int file = open(path, O_RDWR | O_CREAT, 0600);
    if (file < 0 || ftruncate(file, 8)) return;
    void *page = mmap(0, 8, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) counted = page;
}

static struct timespec after(struct timespec from, long us) {
    long ns = from.tv_nsec + us % 1000000 * 1000;
    return (struct timespec){from.tv_sec + us / 1000000 + ns / 1000000000, ns % 1000000000};
}

static void take_longer(void) {
    struct timespec now, end, nearly;
    clock_gettime(CLOCK_MONOTONIC, &now);
    end = after(now, wait_us);
    nearly = after(now, wait_us - AWAKE_US);
    if (wait_us > AWAKE_US)
        while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &nearly, 0) == EINTR) continue;
    do
        clock_gettime(CLOCK_MONOTONIC, &now);
    while (now.tv_sec < end.tv_sec || (now.tv_sec == end.tv_sec && now.tv_nsec < end.tv_nsec));
}

static void note(void) {
    if (counted) __atomic_add_fetch(counted, 1, __ATOMIC_RELAXED);
    if (wait_us > 0) take_longer();
}

int fsync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    note();
    return real(file);
}

int fdatasync(int file) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    note();
    return real(file);
}
