// rules.h - the rules that keep the inference from claiming too much, by name.
//
// A test of the tests: in a build with -Dplant=true the environment variable WEAVE_PLANT
// names one of them, and the inference does without it. Whoever refutes claims must find
// that one out. In any other build every rule is on, and asking costs nothing.
//
//     if (rule_is_on(RULE_OUTER_JOIN))
//         make_nullable(...);

#ifndef STAGE3_EMIT_INFER_RULES_H
#define STAGE3_EMIT_INFER_RULES_H

#include <stdbool.h>

// Without the rule, the inference takes for granted what the sentence denies.
#define INFER_RULES(X)                                                                 \
    /* NULL */                                                                         \
    X(OUTER_JOIN, "an outer join fills one side with NULLs, or both")                  \
    X(EMPTY_AGGREGATE, "an aggregate of no row is NULL")                               \
    X(BARE_COLUMN, "a plain column beside an aggregate of no row is NULL")             \
    X(EMPTY_SUBQUERY, "a subquery of no row is NULL")                                  \
    X(DIVISION, "x / 0 is NULL")                                                       \
    X(PRIMARY_KEY_NULL, "a primary key that is no rowid may hold NULL")                \
    X(CASE_WITHOUT_ELSE, "a CASE without ELSE may be NULL")                            \
    X(COALESCE, "coalesce is NULL if all its arguments are")                           \
    X(RECURSION, "a recursive arm gives other values than the first")                  \
    X(UNION_ARMS, "every arm of a UNION gives values, not the first alone")            \
    X(USING_COALESCE, "a column of USING is what either side of a FULL JOIN has")      \
    X(WINDOW_FRAME, "an aggregate over a window frame of no row is NULL")              \
    X(NARROWING_BY_OR, "what one side of an OR refuses, the other may let pass")       \
    X(NARROWING_BY_ON, "ON refuses nothing in the rows that an outer join adds")       \
    X(NARROWING_BEFORE_JOIN, "a later outer join adds NULLs that ON has not seen")     \
    X(ON_BEHIND_RIGHT_JOIN, "SQLite may forget an ON behind a RIGHT JOIN")             \
    X(NARROWING_BY_MATCH, "MATCH says nothing of the column's NULL")                   \
    X(LIKE_OF_BLOB, "NULL NOT LIKE a blob is true")                                    \
    X(NARROWING_OF_CHANGED, "UPDATE returns what it wrote, not what WHERE saw")        \
    X(CONCAT_OF_EMPTY, "group_concat of a frame of empty texts is NULL")               \
    X(SUBSTR_OF_BLOB, "substr of an empty blob is NULL")                               \
    /* storage classes */                                                              \
    X(NUMERIC_STORAGE, "a NUMERIC column holds integers and reals")                    \
    X(REAL_ARITHMETIC, "an integer and a real make a real")                            \
    X(REAL_RETURNED, "RETURNING gives a real as it is stored, perhaps as an integer")  \
    X(CONVERTED_BY_IN, "IN (SELECT ...) converts what an aggregate gives, for all")    \
    /* rows */                                                                         \
    X(KEY_COLLATION, "equal by another collation may be many by the key's")            \
    X(KEY_CONVERSION, "a number equals several texts")                                 \
    X(PARTIAL_INDEX, "a partial index says nothing of the rows it leaves out")         \
    X(NULL_IN_KEY, "a unique key holds any number of NULLs")                           \
    X(WHOLE_KEY, "a key is fixed by all its columns, not by one")                      \
    X(ROWS_OF_ON, "ON of an outer join does not choose among the rows it keeps")       \
    X(ROWS_OF_RIGHT_JOIN, "a RIGHT or FULL JOIN adds rows")                            \
    X(ROWS_OF_OR, "either side of an OR may hold")                                     \
    X(IN_LIST, "IN a list of several is no equality")                                  \
    X(LIMIT, "LIMIT 0 and OFFSET leave no row")                                        \
    X(GROUP_OF_FILLED, "a column that a join fills makes a group of its own")          \
    X(HAVING, "HAVING may refuse the only group")                                      \
    X(SKIPPED_INSERT, "an INSERT may skip its row")

typedef enum Rule {
#define X(name, sentence) RULE_##name,
    INFER_RULES(X)
#undef X
} Rule;

#ifdef WEAVE_PLANT
bool rule_is_on(Rule rule);
#else
static inline bool rule_is_on(Rule rule)
{
    (void)rule;
    return true;
}
#endif

#endif
