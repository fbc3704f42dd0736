/* Stands for a slow disk: counts every fsync and fdatasync of a process and makes each take
   BENCH_SYNC_US microseconds longer. Loaded with LD_PRELOAD; the count goes to BENCH_SYNC_COUNT
   (a file of one 64-bit number, mapped, so that it is right after a kill as well). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

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

static void note(void) {
    if (counted) __atomic_add_fetch(counted, 1, __ATOMIC_RELAXED);
    if (wait_us > 0) {
        struct timespec wait = {wait_us / 1000000, (wait_us % 1000000) * 1000};
        nanosleep(&wait, 0);
    }
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
