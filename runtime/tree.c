// tree.c - rows with the rows that belong to them, a level at a time.
//
// A level's statement is given the rowids of all the rows above it as a list, and says of
// each row that it gives to which of them it belongs, in that order. So the rows of one
// parent stand together, and handing them out is one walk.

#include "runtime/internal.h"

#include <string.h>

// --- the tree ----------------------------------------------------------------

WeaveTree weave_tree(WeaveDb *db, WeaveArena *mem, WeaveStatement *root,
                     int n_statements)
{
    WeaveTree tree;
    memset(&tree, 0, sizeof tree);
    tree.db = db;
    tree.mem = mem;
    tree.root = root;
    if (n_statements > 1) {
        tree.status = weave_begin_read(db);
        tree.begun = tree.status == WEAVE_OK;
    }
    return tree;
}

WeaveQuery weave_tree_query(WeaveTree *tree, WeaveStatement *statement)
{
    WeaveQuery q;
    if (tree->status == WEAVE_OK)
        return weave_query(tree->db, statement);
    memset(&q, 0, sizeof q);
    q.db = tree->db;
    q.statement = statement;
    q.status = tree->status;
    return q;
}

WeaveStatus weave_tree_end(WeaveTree *tree)
{
    weave_arena_free(&tree->notes);
    if (!tree->begun)
        return tree->status;
    tree->begun = false;
    if (tree->status == WEAVE_OK)
        tree->status = weave_commit(tree->db);
    if (tree->status != WEAVE_OK)
        weave_rollback(tree->db);
    return tree->status;
}

WeaveStatus weave_tree_end_one(WeaveTree *tree, const WeaveLevel *root)
{
    WeaveStatus status = weave_tree_end(tree);
    if (status != WEAVE_OK || root->count == 1)
        return status;
    bool none = root->count == 0;
    return db_fail(tree->db, tree->root->place, none ? WEAVE_NOT_FOUND : WEAVE_TOO_MANY,
                   none ? "no row" : "more than one row");
}

// --- a level -----------------------------------------------------------------

// The rows of a level that another one's belong to: their rowids, and where they stand.
struct WeaveRowids {
    int64_t *rowids;
    size_t *rows;
    size_t count;
};

static void *note(WeaveTree *tree, WeaveQuery *q, size_t size)
{
    void *memory = weave_arena_alloc(&tree->notes, size);
    if (!memory)
        query_fail(q, WEAVE_NOMEM, "out of memory");
    else
        memset(memory, 0, size);
    return memory;
}

static void note_rowids(WeaveTree *tree, WeaveQuery *q, const WeaveLevelKind *kind,
                        WeaveLevel *level)
{
    for (size_t i = 0; i < kind->n_rowids && weave_ok(q); i++) {
        WeaveOptInt rowid = weave_read_opt_int(q, kind->rowids[i]);
        struct WeaveRowids *r = &level->rowids[i];
        if (!rowid.has)
            continue; // nothing was joined there
        r->rowids = weave_grow(q, &tree->notes, r->rowids, r->count, sizeof *r->rowids);
        r->rows = weave_grow(q, &tree->notes, r->rows, r->count, sizeof *r->rows);
        if (!weave_ok(q))
            return;
        r->rowids[r->count] = rowid.value;
        r->rows[r->count++] = level->count;
    }
}

WeaveIntList weave_level_rowids(const WeaveLevel *level, size_t i)
{
    WeaveIntList list = {NULL, 0};
    if (level->rowids) {
        list.items = level->rowids[i].rowids;
        list.count = level->rowids[i].count;
    }
    return list;
}

// ends[i] is where the rows of the i-th parent end.
static void note_parent(WeaveQuery *q, int column, size_t *ends, size_t n, size_t count)
{
    int64_t parent = weave_read_int(q, column);
    if (weave_ok(q) && parent >= 1 && (uint64_t)parent <= n)
        ends[parent - 1] = count;
}

// False if a parent has no row and must.
static bool give(const WeaveLevelKind *kind, const WeaveLevel *level,
                 const WeaveLevel *of, const struct WeaveRowids *parents,
                 const size_t *ends)
{
    size_t first = 0;
    for (size_t i = 0; i < parents->count; i++) {
        size_t end = ends[i] > first ? ends[i] : first;
        if (kind->always && end == first)
            return false;
        kind->give((char *)of->rows + parents->rows[i] * of->size,
                   (char *)level->rows + first * level->size, end - first);
        first = end;
    }
    return true;
}

static void read_rows(WeaveTree *tree, WeaveQuery *q, const WeaveLevelKind *kind,
                      WeaveLevel *level, size_t *ends, size_t n_parents)
{
    while (weave_step(q)) {
        level->rows = weave_grow(q, tree->mem, level->rows, level->count, level->size);
        if (!weave_ok(q))
            return;
        char *row = (char *)level->rows + level->count * level->size;
        memset(row, 0, level->size);
        note_rowids(tree, q, kind, level);
        if (kind->give)
            note_parent(q, kind->parent, ends, n_parents, level->count + 1);
        if (!weave_ok(q) || !row_read_columns(q, kind->row, tree->mem, row))
            return;
        level->count++;
    }
}

WeaveLevel weave_tree_read(WeaveTree *tree, WeaveQuery *q, const WeaveLevelKind *kind,
                           const WeaveLevel *of, size_t i)
{
    static const struct WeaveRowids none = {NULL, NULL, 0};
    const struct WeaveRowids *parents = of && of->rowids ? &of->rowids[i] : &none;
    WeaveLevel level = {.size = kind->row->size};
    size_t *ends = NULL;
    if (weave_ok(q))
        level.rowids = note(tree, q, (kind->n_rowids + 1) * sizeof *level.rowids);
    if (weave_ok(q))
        ends = note(tree, q, (parents->count + 1) * sizeof *ends);
    if (weave_ok(q))
        level.rows = weave_arena_alloc(tree->mem, 0); // a list is never null
    if (weave_ok(q) && !(of && parents->count == 0))
        read_rows(tree, q, kind, &level, ends, parents->count);
    tree->status = weave_end(q);
    if (tree->status == WEAVE_OK && kind->give &&
        !give(kind, &level, of, parents, ends))
        tree->status = db_fail(tree->db, q->statement->place, WEAVE_TYPE,
                               "a row that a foreign key promises is not there");
    if (tree->status != WEAVE_OK)
        memset(&level, 0, sizeof level);
    return level;
}
