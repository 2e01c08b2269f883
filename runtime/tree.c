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
        return weave_query_all(tree->db, statement);
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

WeaveIntList weave_level_rowids(const WeaveLevel *level, size_t i)
{
    WeaveIntList list = {NULL, 0};
    if (level->rowids) {
        list.items = level->rowids[i].rowids;
        list.count = level->rowids[i].count;
    }
    return list;
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

// The rows of a level as they come, and what the columns behind them say of each: the
// rowids, and to which parent it belongs.
typedef struct Coming {
    Fetch fetch;
    const WeaveLevelKind *kind;
    WeaveArena *notes;
    WeaveOptInt *said;
    size_t n;
} Coming;

static bool said_by(Coming *c, WeaveRead read, int column, WeaveOptInt *to)
{
    WeaveQuery *q = c->fetch.reader.q;
    const WeaveField field = {.read = (uint16_t)read};
    sqlite3_value *v;
    if (way_of(q) == WAY_COLUMNS) {
        v = sqlite3_column_value(q->stmt, column);
    } else if (column < c->fetch.argc) {
        v = c->fetch.reader.values[column * c->fetch.reader.step];
    } else {
        query_fail(q, WEAVE_MISUSE, "the level has more fields than columns");
        return false;
    }
    void *into = read == WEAVE_READ_INT ? (void *)&to->value : to;
    return field_read(q, &field, column, v, NULL, into);
}

// A WeaveEach.
static bool note_row(void *context, const void *row)
{
    (void)row;
    Coming *c = context;
    const WeaveLevelKind *kind = c->kind;
    size_t n = kind->n_rowids, each = n + 1;
    c->said =
        weave_grow(c->fetch.reader.q, c->notes, c->said, c->n, each * sizeof *c->said);
    if (!weave_ok(c->fetch.reader.q))
        return false;
    WeaveOptInt *said = c->said + c->n++ * each;
    for (size_t i = 0; i < n; i++)
        if (!said_by(c, WEAVE_READ_OPT_INT, kind->rowids[i], &said[i]))
            return false;
    return !kind->give || said_by(c, WEAVE_READ_INT, kind->parent, &said[n]);
}

static void read_columns(Coming *c)
{
    Fetch *f = &c->fetch;
    WeaveQuery *q = f->reader.q;
    for (; weave_step(q); f->n++) {
        f->items = weave_grow(q, f->reader.mem, f->items, f->n, f->row->size);
        if (!weave_ok(q))
            return;
        char *row = f->items + f->n * f->row->size;
        memset(row, 0, f->row->size);
        if (!row_read_columns(q, f->row, f->reader.mem, row) || !note_row(c, row))
            return;
    }
}

// Of the row that is the i-th in the level: nothing where nothing was joined.
static void note_said(const WeaveOptInt *said, size_t n, WeaveLevel *level, size_t i)
{
    for (size_t k = 0; k < n; k++) {
        struct WeaveRowids *r = &level->rowids[k];
        if (!said[k].has)
            continue;
        r->rowids[r->count] = said[k].value;
        r->rows[r->count++] = i;
    }
}

// ends[i] is where the rows of the i-th parent end.
static void read_rows(WeaveTree *tree, WeaveQuery *q, const WeaveLevelKind *kind,
                      WeaveLevel *level, size_t *ends, size_t n_parents)
{
    Coming c = {.kind = kind, .notes = &tree->notes};
    c.fetch = (Fetch){.reader = {.q = q, .mem = tree->mem},
                      .row = kind->row,
                      .list = true,
                      .zero = true,
                      .each = note_row,
                      .context = &c};
    size_t *numbers = NULL, n_rowids = kind->n_rowids;
    if (way_of(q) == WAY_ROW)
        numbers = fetch_list(&c.fetch, &level->count);
    else if (way_of(q) == WAY_ROWS)
        fetch_step(q, &c.fetch);
    else
        read_columns(&c);
    level->count = c.n;
    for (size_t k = 0; k < n_rowids && weave_ok(q); k++) {
        level->rowids[k].rowids = note(tree, q, c.n * sizeof(int64_t));
        level->rowids[k].rows = note(tree, q, c.n * sizeof(size_t));
    }
    if (c.n == 0 || !weave_ok(q))
        return;
    level->rows = c.fetch.items;
    for (size_t i = 0; i < c.n; i++) {
        const WeaveOptInt *said = c.said + (numbers ? numbers[i] : i) * (n_rowids + 1);
        int64_t parent = said[n_rowids].value;
        note_said(said, n_rowids, level, i);
        if (kind->give && parent >= 1 && (uint64_t)parent <= n_parents)
            ends[parent - 1] = i + 1;
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
