// operation.c - what the operations of models need beside queries.

#include "runtime/internal.h"

WeaveStatus weave_end_insert(WeaveQuery *q, int64_t *id)
{
    int64_t count = 0;
    WeaveStatus status = weave_end_exec(q, &count);
    if (id)
        *id = count > 0 ? sqlite3_last_insert_rowid(q->db->sqlite) : 0;
    return status;
}

WeaveStatus weave_end_changed(WeaveQuery *q)
{
    int64_t count = 0;
    WeaveStatus status = weave_end_exec(q, &count);
    if (status != WEAVE_OK || count > 0)
        return status;
    return db_fail(q->db, q->statement->place, WEAVE_NOT_FOUND, "no row");
}

WeaveStatus weave_end_conflict(WeaveQuery *q)
{
    if (weave_step(q))
        query_fail(q, WEAVE_CONFLICT, "the row has been changed since it was read");
    return weave_end_one(q);
}

WeaveStatus weave_finish(WeaveDb *db, WeaveStatus status)
{
    if (status == WEAVE_OK)
        status = weave_commit(db);
    if (status != WEAVE_OK)
        weave_rollback(db);
    return status;
}
