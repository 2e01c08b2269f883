// union.c - what the functions of a union need beside queries.

#include "runtime/internal.h"

WeaveStatus weave_two_cases(WeaveDb *db, const char *place)
{
    return db_fail(db, place, WEAVE_TYPE, "the row is two cases of the union at once");
}
