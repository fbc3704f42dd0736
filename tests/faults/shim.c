/* Stands between a till and its disk: counts every call that writes in one folder, and fails the
   calls it is told to, kills the process at one, or logs them all with what they wrote.
   Loaded with LD_PRELOAD; told what to do by shim.py, which calls the faults_* functions. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATH_BYTES 1024
#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* As in shim.py. */
enum kind { NOTHING, KILL, TORN, FULL, FAILING, SHORT };
enum answer { GO_ON, FAIL, HALF };

static char folder[PATH_BYTES];
static enum kind kind;
static long calls, first, last, kill_at;
static int logged = -1;
static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;

static ssize_t put(int file, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(file, bytes, length);
}

void faults_watch(const char *path) {
    snprintf(folder, sizeof folder, "%s", path);
}

void faults_arm(int what, long from, long to, long kill) {
    kind = what;
    first = from;
    last = to;
    kill_at = kill;
    calls = 0;
}

long faults_calls(void) {
    return calls;
}

/* One entry: what it was, the lengths of path and bytes, where, the path, the bytes. */
static void note(char what, const char *path, int64_t at, const void *bytes, uint32_t length) {
    if (logged < 0) return;
    uint32_t path_length = strlen(path);
    size_t whole = 17 + path_length + length;
    char *entry = malloc(whole);
    entry[0] = what;
    memcpy(entry + 1, &path_length, 4);
    memcpy(entry + 5, &length, 4);
    memcpy(entry + 9, &at, 8);
    memcpy(entry + 17, path, path_length);
    if (length) memcpy(entry + 17 + path_length, bytes, length);
    if (put(logged, entry, whole) != (ssize_t)whole) abort();
    free(entry);
}

void faults_log(const char *path) {
    logged = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

void faults_mark(const char *text) {
    pthread_mutex_lock(&one);
    note('A', text, 0, 0, 0);
    pthread_mutex_unlock(&one);
}

static int is_ours(const char *path) {
    size_t length = strlen(folder);
    return length && !strncmp(path, folder, length);
}

static int path_of(int file, char *path) {
    char link[64];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_BYTES - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_ours(path);
}

static enum answer answer(int writes) {
    calls++;
    if (calls == kill_at) kill(getpid(), SIGKILL);
    if (kind == NOTHING || calls < first || calls > last) return GO_ON;
    if (kind == KILL) kill(getpid(), SIGKILL);
    if (kind == FULL || kind == FAILING) {
        errno = kind == FULL ? ENOSPC : EIO;
        return FAIL;
    }
    return writes ? HALF : GO_ON;
}

/* All calls that write bytes at a place; the place -1 is where the file stands. */
static ssize_t write_at(int file, const void *bytes, size_t length, off64_t at) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    char path[PATH_BYTES];
    if (!path_of(file, path)) return at < 0 ? put(file, bytes, length) : real(file, bytes, length, at);
    pthread_mutex_lock(&one);
    ssize_t done = -1;
    enum answer what = answer(1);
    if (what != FAIL) {
        size_t so_much = what == HALF ? length / 2 : length;
        off64_t where = at < 0 ? lseek64(file, 0, SEEK_CUR) : at;
        done = at < 0 ? put(file, bytes, so_much) : real(file, bytes, so_much, at);
        if (what == HALF && kind == TORN) kill(getpid(), SIGKILL);
        if (done > 0) note('W', path, where, bytes, done);
    }
    pthread_mutex_unlock(&one);
    return done;
}

ssize_t write(int file, const void *bytes, size_t length) {
    return write_at(file, bytes, length, -1);
}

ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    return write_at(file, bytes, length, at);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
    return write_at(file, bytes, length, at);
}

static int sync_by(int (*real)(int), int file) {
    char path[PATH_BYTES];
    struct stat about;
    if (!path_of(file, path)) return real(file);
    pthread_mutex_lock(&one);
    int done = answer(0) == FAIL ? -1 : real(file);
    if (!done && !fstat(file, &about)) note(S_ISDIR(about.st_mode) ? 'D' : 'S', path, 0, 0, 0);
    pthread_mutex_unlock(&one);
    return done;
}

int fsync(int file) {
    REAL(int, "fsync", int);
    return sync_by(real, file);
}

int fdatasync(int file) {
    REAL(int, "fdatasync", int);
    return sync_by(real, file);
}

int ftruncate64(int file, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[PATH_BYTES];
    if (!path_of(file, path)) return real(file, length);
    pthread_mutex_lock(&one);
    int done = answer(0) == FAIL ? -1 : real(file, length);
    if (!done) note('T', path, length, 0, 0);
    pthread_mutex_unlock(&one);
    return done;
}

int ftruncate(int file, off_t length) {
    return ftruncate64(file, length);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (!is_ours(path)) return real(path);
    pthread_mutex_lock(&one);
    int done = answer(0) == FAIL ? -1 : real(path);
    if (!done) note('U', path, 0, 0, 0);
    pthread_mutex_unlock(&one);
    return done;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    if (!is_ours(to)) return real(from, to);
    pthread_mutex_lock(&one);
    int done = answer(0) == FAIL ? -1 : real(from, to);
    if (!done) note('R', from, 0, to, strlen(to));
    pthread_mutex_unlock(&one);
    return done;
}
