// check.h - the few words the tests of woven code are written in.
//
// They are plain programs, so that valgrind and ThreadSanitizer see nothing but what
// is tested. Each speaks TAP: a line a test, and above it what did not hold.
//
//     static void empty_text_is_not_null(void)
//     {
//         CHECK(text.ptr != NULL);
//         CHECK_STATUS(db, WEAVE_OK, weave_commit(db));
//     }
//
//     static const Test tests[] = {TEST(empty_text_is_not_null)};

#ifndef TESTS_WOVEN_CHECK_H
#define TESTS_WOVEN_CHECK_H

#include "runtime/weave.h"

#include <stdio.h>
#include <string.h>

typedef struct Test {
    const char *name;
    void (*run)(void);
} Test;

#define TEST(name)                                                                     \
    {                                                                                  \
#name, name                                                                    \
    }

static int checks_failed;

#define CHECK(truth)                                                                   \
    ((truth) ? (void)0                                                                 \
             : (void)(checks_failed++,                                                 \
                      printf("# %s:%d: %s\n", __FILE__, __LINE__, #truth)))

// The call ends with this status; otherwise, what db says of it.
#define CHECK_STATUS(db, expected, call)                                               \
    do {                                                                               \
        WeaveStatus status_of_call = call; /* which may be what sets db */             \
        check_status(db, expected, status_of_call, #call, __LINE__);                   \
    } while (0)

static inline void check_status(WeaveDb *db, WeaveStatus expected, WeaveStatus status,
                                const char *call, int line)
{
    if (status == expected)
        return;
    checks_failed++;
    printf("# line %d: %s is %s, not %s: %s\n", line, call, weave_status_name(status),
           weave_status_name(expected), weave_message(db));
}

// weave_message() is this.
static inline void check_message(WeaveDb *db, const char *expected)
{
    if (strcmp(weave_message(db), expected) == 0)
        return;
    checks_failed++;
    printf("# the message is:  %s\n# it should be:     %s\n", weave_message(db),
           expected);
}

// weave_message() holds this.
static inline void check_mentions(WeaveDb *db, const char *part)
{
    if (strstr(weave_message(db), part))
        return;
    checks_failed++;
    printf("# the message is:  %s\n# it should have:  %s\n", weave_message(db), part);
}

static inline bool same_text(WeaveText a, WeaveText b)
{
    return a.ptr && b.ptr && a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static inline bool same_blob(WeaveBlob a, WeaveBlob b)
{
    return a.ptr && b.ptr && a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static inline bool is(WeaveText text, const char *z)
{
    return text.ptr && strcmp(text.ptr, z) == 0;
}

// Whether a SELECT of one value finds it true.
static inline bool ask(WeaveDb *db, const char *sql)
{
    WeaveStatement statement = {.place = "test", .sql = sql};
    WeaveQuery q = weave_query(db, &statement);
    bool yes = weave_step(&q) && weave_read_int(&q, 0) != 0;
    CHECK_STATUS(db, WEAVE_OK, weave_end(&q));
    return yes;
}

// Runs all tests, each between before() and after(); the exit status of main().
static inline int run_tests(const Test *tests, size_t n, void (*before)(void),
                            void (*after)(void))
{
    int failed = 0;
    printf("1..%zu\n", n);
    for (size_t i = 0; i < n; i++) {
        checks_failed = 0;
        before();
        tests[i].run();
        after();
        failed += checks_failed > 0;
        printf("%s %zu - %s\n", checks_failed ? "not ok" : "ok", i + 1, tests[i].name);
        fflush(stdout);
    }
    return failed > 0;
}

#endif
