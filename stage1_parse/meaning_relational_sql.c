// meaning_relational_sql.c - the statements of db.query.users.findMany(): one for each
// level that is not joined.
//
//     select "users_posts"."id", ..., "weave_parents"."rowid"
//     from weave_list(:weave_parents) "weave_parents"
//     cross join "posts" "users_posts"
//       on "users_posts"."author_id" = "weave_parents"."value"
//     order by "weave_parents"."rowid", ...
//
// weave_parents holds the rowids of the rows that the level's rows belong to, and its own
// rowid says which of them it is. CROSS JOIN because SQLite then goes through the list first,
// and needs no sort.

#include "stage1_parse/meaning_relational.h"

typedef struct Writer {
    Eval *e;
    const RelationalSchema *schema;
    struct {
        Branch **items;
        size_t n, capacity;
    } all; // levels, in the order of the catalog
    size_t n_parts;
    Arena *arena; // the catalog's
    // Of the statement being written:
    Sql *sql;
    Span at;
    struct {
        Branch **items;
        size_t n, capacity;
    } nodes; // its level, and those joined
    struct {
        Str *items;
        size_t n, capacity;
    } names;
    bool failed;
} Writer;

// --- pieces ------------------------------------------------------------------------

static void text(Writer *w, const char *z)
{
    sql_put_text(w->e, w->sql, str_z(z), w->at);
}

static void name(Writer *w, Str name)
{
    sql_put_name(w->e, w->sql, name, w->at);
}

static void qualified(Writer *w, Str table, Str column)
{
    name(w, table);
    text(w, ".");
    name(w, column);
}

static void table(Writer *w, const TableObject *t)
{
    name(w, t->original.len ? t->original : t->name);
    if (!t->original.len)
        return;
    text(w, " ");
    name(w, t->name);
}

static void value(Writer *w, Value v)
{
    sql_put_literal(w->e, w->sql, v, NULL, v.at.file ? v.at : w->at);
}

static const Str parents = STR("weave_parents"), between = STR("weave_through");

// --- rowids ------------------------------------------------------------------------

static const ColumnRef *integer_key(const TableObject *t)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i]->as.primary_key &&
            str_is(t->columns[i]->as.sql_type, "integer"))
            return t->columns[i];
    return NULL;
}

// The table's INTEGER PRIMARY KEY, or whichever name of the rowid no column has taken.
static Str rowid_name(Writer *w, const TableObject *t)
{
    static const char *const names[] = {"rowid", "_rowid_", "oid"};
    if (t->is_view) {
        diag_error(eval_diag(w->e), w->at, DIAG_W104,
                   "view \"%.*s\" has no rowid by which its rows could be found again: "
                   "relations of a view, and a relation to several of its rows with a "
                   "limit, are not understood",
                   STR_ARG(t->original.len ? t->original : t->name));
        w->failed = true;
        return S("rowid");
    }
    if (integer_key(t))
        return column_name(w->e, integer_key(t));
    for (size_t i = 0; i < 3; i++) {
        bool taken = false;
        for (size_t k = 0; k < t->n_columns; k++)
            taken |= str_eq_nocase(column_name(w->e, t->columns[k]), str_z(names[i]));
        if (!taken)
            return str_z(names[i]);
    }
    diag_error(eval_diag(w->e), w->at, DIAG_W104,
               "the columns of \"%.*s\" leave no name for its rowid",
               STR_ARG(t->original.len ? t->original : t->name));
    w->failed = true;
    return S("rowid");
}

static void rowid(Writer *w, const TableObject *t)
{
    qualified(w, t->name, rowid_name(w, t));
}

static bool has_own_statements(const Branch *n)
{
    for (size_t i = 0; i < n->children.n; i++)
        if (!n->children.items[i]->joined)
            return true;
    return false;
}

// --- the result --------------------------------------------------------------------

// "author." of what is joined, nothing of the level's own.
static Str path_of(Writer *w, const Branch *n)
{
    Str path = {0};
    for (; n->joined; n = n->parent)
        path = str_format(eval_arena(w->e), "%.*s.%.*s", STR_ARG(n->relation->key),
                          STR_ARG(path));
    return path;
}

static void begin_column(Writer *w, const Branch *n, Str name)
{
    if (w->names.n)
        text(w, ", ");
    *arena_push(w->arena, w->names, Str) =
        str_format(w->arena, "%.*s%.*s", STR_ARG(path_of(w, n)), STR_ARG(name));
}

static void put_field(Writer *w, const Branch *n, const Field *field)
{
    Value v = field->value;
    w->at = field->at;
    if (value_is_native(v, &column_class)) {
        qualified(w, n->table->name, column_name(w->e, (const ColumnRef *)v.native));
        return;
    }
    bool aliased = value_is_native(v, &aliased_class);
    const Aliased *a = aliased ? (const Aliased *)v.native : NULL;
    value(w, a ? value_native(a->sql, field->at) : v);
    text(w, " as ");
    name(w, a ? a->name : field->path);
}

static void put_rowid(Writer *w, Branch *n)
{
    n->rowid = w->names.n;
    begin_column(w, n, S("rowid"));
    rowid(w, n->table);
}

static void put_own(Writer *w, Branch *n)
{
    const Str *names = fields_names(w->e, eval_arena(w->e), &n->own);
    const ColumnRef *key = integer_key(n->table);
    n->rowid = SIZE_MAX;
    if (n->joined)
        put_rowid(w, n);
    n->first = w->names.n;
    for (size_t i = 0; i < n->own.n; i++) {
        const Field *field = &n->own.items[i];
        if (key && !n->joined && value_is_native(field->value, &column_class) &&
            str_eq(((const ColumnRef *)field->value.native)->key, key->key))
            n->rowid = w->names.n;
        begin_column(w, n, names[i]);
        put_field(w, n, field);
    }
    w->at = n->at;
}

static void put_result(Writer *w)
{
    text(w, "select ");
    for (size_t i = 0; i < w->nodes.n; i++)
        put_own(w, w->nodes.items[i]);
    for (size_t i = 0; i < w->nodes.n; i++) {
        Branch *n = w->nodes.items[i];
        if (n->rowid == SIZE_MAX && has_own_statements(n))
            put_rowid(w, n);
    }
    const Branch *top = w->nodes.items[0];
    if (!top->relation)
        return;
    begin_column(w, top, S("parent"));
    qualified(w, parents, S("rowid"));
}

// --- where the rows come from ----------------------------------------------------------

// Whether the list's rowids are what the relation's own column holds.
static bool is_direct(const Branch *n)
{
    const RelationObject *relation = n->relation;
    const RelationColumns *near =
        relation->through.n ? &relation->through : &relation->targets;
    const ColumnRef *key = integer_key(n->parent->table);
    return relation->columns.n == 1 && key &&
           str_eq(relation->columns.items[0]->key, key->key) &&
           str_is(near->items[0]->as.sql_type, "integer") &&
           !relation->where_is_reversed;
}

static Str near_name(const RelationColumns *columns, Writer *w, size_t i)
{
    return column_name(w->e, columns->items[i]);
}

// The relation's columns on the far side equal those of the near one, "a"."x" = "b"."y".
static void put_equal(Writer *w, Str far, const RelationColumns *far_columns, Str near,
                      const RelationColumns *near_columns)
{
    for (size_t i = 0; i < far_columns->n; i++) {
        text(w, i ? " and " : "");
        qualified(w, far, near_name(far_columns, w, i));
        text(w, " = ");
        qualified(w, near, near_columns ? near_name(near_columns, w, i) : S("value"));
    }
}

// The conditions on the rows themselves: the relation's and the level's own. Each is taken
// as a whole, whatever OR stands in it as raw SQL.
static void put_conditions(Writer *w, const Branch *n, const char *before)
{
    Value conditions[] = {n->relation ? relational_where(w->e, n) : UNDEFINED,
                          n->where};
    bool alone = !n->relation; // nothing stands beside it
    for (size_t i = 0; i < 2; i++) {
        if (conditions[i].kind == VALUE_UNDEFINED)
            continue;
        text(w, before);
        text(w, alone ? "" : "(");
        value(w, conditions[i]);
        text(w, alone ? "" : ")");
        before = " and ";
    }
    Str deleted_at = relational_deleted_at(w->e, w->schema, n);
    if (!deleted_at.len)
        return;
    text(w, before);
    qualified(w, n->table->name, deleted_at);
    text(w, " is null");
}

// Negative numbers are no limit to SQLite, and an offset needs one.
static void put_limits(Writer *w, const Branch *n, const char *before)
{
    bool has_limit = n->limit.kind != VALUE_UNDEFINED;
    bool has_offset = n->offset.kind != VALUE_UNDEFINED;
    if (!has_limit && !has_offset)
        return;
    text(w, before);
    text(w, has_limit ? "limit " : "limit -1");
    if (has_limit)
        value(w, n->limit);
    if (!has_offset)
        return;
    text(w, " offset ");
    value(w, n->offset);
}

static void put_orders(Writer *w, const Branch *n, const char *before)
{
    builder_put_list(w->e, w->sql, before, n->order_by, w->at);
}

// The rows of the relation that belong to one of the list's, as they are joined; first
// says what stands before the first table.
static void put_tables(Writer *w, const Branch *n, const char *first, const char *on)
{
    const RelationObject *relation = n->relation;
    const RelationColumns *columns = is_direct(n) ? NULL : &relation->columns;
    Str near = columns ? n->parent->table->name : parents;
    text(w, first);
    if (!relation->through.n) {
        table(w, n->table);
        text(w, on);
        put_equal(w, n->table->name, &relation->targets, near, columns);
        return;
    }
    name(w, relation->through.items[0]->table->name);
    text(w, " ");
    name(w, between);
    text(w, on);
    put_equal(w, between, &relation->through, near, columns);
}

static void put_far_table(Writer *w, const Branch *n)
{
    const RelationObject *relation = n->relation;
    if (!relation->through.n)
        return;
    text(w, "\ncross join ");
    table(w, n->table);
    text(w, "\n  on ");
    put_equal(w, n->table->name, &relation->targets, between,
              &relation->through_targets);
}

// To pick rows by their rowids would make one of two that the table between has twice.
static void refuse_pairs(Writer *w, const Branch *n)
{
    Str through = n->relation->through.items[0]->table->name;
    diag_error(eval_diag(w->e), n->at, DIAG_W104,
               "a limit on \"%.*s\" needs a key of \"%.*s\" over the columns it goes "
               "through",
               STR_ARG(n->relation->key), STR_ARG(through));
    diag_note(
        eval_diag(w->e), (Span){0},
        "give \"%.*s\" a primaryKey() or unique() of them, or leave the limit out",
        STR_ARG(through));
    w->failed = true;
}

// A limit is one for each parent: the rows are picked by their rowids, by a SELECT that
// knows the parent.
static void put_picked(Writer *w, const Branch *n)
{
    const RelationObject *relation = n->relation;
    if (relation->through.n && !relational_is_set(w->e, w->schema, relation))
        refuse_pairs(w, n);
    const RelationColumns *columns = is_direct(n) ? NULL : &relation->columns;
    Str near = columns ? n->parent->table->name : parents;
    text(w, "\ncross join ");
    table(w, n->table);
    text(w, "\n  on ");
    rowid(w, n->table);
    text(w, " in (\n    select ");
    rowid(w, n->table);
    text(w, " from ");
    if (relation->through.n) {
        name(w, relation->through.items[0]->table->name);
        text(w, " ");
        name(w, between);
        text(w, " cross join ");
    }
    table(w, n->table);
    text(w, "\n    where ");
    if (relation->through.n) {
        put_equal(w, between, &relation->through, near, columns);
        text(w, " and ");
        put_equal(w, n->table->name, &relation->targets, between,
                  &relation->through_targets);
    } else {
        put_equal(w, n->table->name, &relation->targets, near, columns);
    }
    put_conditions(w, n, " and ");
    put_orders(w, n, "\n    order by ");
    put_limits(w, n, "\n    ");
    text(w, ")");
}

static void put_joined(Writer *w, const Branch *n)
{
    const RelationObject *relation = n->relation;
    w->at = n->at;
    text(w, "\nleft join ");
    table(w, n->table);
    text(w, "\n  on ");
    put_equal(w, n->table->name, &relation->targets, n->parent->table->name,
              &relation->columns);
    put_conditions(w, n, " and ");
}

static bool is_limited(const Branch *n)
{
    return n->limit.kind != VALUE_UNDEFINED || n->offset.kind != VALUE_UNDEFINED;
}

static void put_from(Writer *w)
{
    const Branch *top = w->nodes.items[0];
    text(w, "\nfrom ");
    if (!top->relation) {
        table(w, top->table);
    } else {
        text(w, "weave_list(:weave_parents) ");
        name(w, parents);
        if (!is_direct(top)) {
            text(w, "\ncross join ");
            table(w, top->parent->table);
            text(w, "\n  on ");
            rowid(w, top->parent->table);
            text(w, " = ");
            qualified(w, parents, S("value"));
        }
        if (is_limited(top)) {
            put_picked(w, top);
        } else {
            put_tables(w, top, "\ncross join ", "\n  on ");
            put_far_table(w, top);
        }
    }
    for (size_t i = 1; i < w->nodes.n; i++)
        put_joined(w, w->nodes.items[i]);
    w->at = top->at;
}

// Without an index SQLite makes one for itself, in whose order nobody wants the rows. Drizzle
// has them as they stand in the table.
static bool wants_rowid(Writer *w, const Branch *n)
{
    const RelationObject *relation = n->relation;
    const RelationColumns *near =
        relation->through.n ? &relation->through : &relation->targets;
    const Table *t = relational_table(w->schema, near->items[0]->table);
    return t && !is_limited(n) && !relational_is_indexed(w->e, t, near);
}

static void put_tail(Writer *w)
{
    const Branch *top = w->nodes.items[0];
    if (!top->relation || !is_limited(top))
        put_conditions(w, top, "\nwhere ");
    if (!top->relation) {
        put_orders(w, top, "\norder by ");
        put_limits(w, top, "\n");
        return;
    }
    text(w, "\norder by ");
    qualified(w, parents, S("rowid"));
    put_orders(w, top, ", ");
    if (!wants_rowid(w, top))
        return;
    text(w, ", ");
    if (top->relation->through.n)
        qualified(w, between, rowid_name(w, top->relation->through.items[0]->table));
    else
        rowid(w, top->table);
}

// --- a statement -------------------------------------------------------------------

static void gather(Writer *w, Branch *n)
{
    n->part = w->n_parts;
    *arena_push(eval_arena(w->e), w->nodes, Branch *) = n;
    for (size_t i = 0; i < n->children.n; i++)
        if (n->children.items[i]->joined)
            gather(w, n->children.items[i]);
}

// "posts.comments"
static Str part_name(Arena *a, const Branch *n)
{
    if (!n->relation)
        return (Str){0};
    Str before = part_name(a, n->parent);
    return str_format(a, "%.*s%s%.*s", STR_ARG(before), before.len ? "." : "",
                      STR_ARG(n->relation->key));
}

static Param list_param(Writer *w)
{
    return (Param){
        .name = LEVEL_PARENTS, .declared = S("int"), .list = true, .at = w->at};
}

static bool finish(Writer *w, Cardinality stated, Query *out)
{
    Rendered rendered;
    Branch *top = w->nodes.items[0];
    if (w->failed || !render(w->e, w->arena, w->sql, RENDER_BUILT, &rendered))
        return false;
    size_t n = rendered.n_params;
    Param *params = arena_many(w->arena, Param, n + 1);
    for (size_t i = 0; i < n; i++)
        params[i] = rendered.params[i];
    if (top->relation)
        params[n++] = list_param(w);
    *out = (Query){.part = part_name(w->arena, top),
                   .stated = stated,
                   .sql = rendered.sql,
                   .pieces = rendered.pieces,
                   .n_pieces = rendered.n_pieces,
                   .params = params,
                   .n_params = n,
                   .names = w->names.items,
                   .n_names = w->names.n};
    return true;
}

static bool write_statement(Writer *w, Branch *top, Cardinality stated, QueryList *out)
{
    Query query;
    w->sql = sql_new(w->e);
    w->at = top->at;
    w->nodes.n = 0;
    w->names.items = NULL;
    w->names.n = w->names.capacity = 0;
    gather(w, top);
    w->n_parts++;
    put_result(w);
    put_from(w);
    put_tail(w);
    if (!finish(w, stated, &query))
        return false;
    *arena_push(w->arena, *out, Query) = query;
    return true;
}

// --- all of them -------------------------------------------------------------------

static bool write_levels(Writer *w, Branch *n, QueryList *out)
{
    bool good = true;
    for (size_t i = 0; i < n->children.n; i++) {
        Branch *child = n->children.items[i];
        if (!child->joined)
            good = write_statement(w, child, CARDINALITY_MANY, out) && good;
        good = write_levels(w, child, out) && good;
    }
    return good;
}

static void number(Writer *w, Branch *n)
{
    n->index = w->all.n;
    *arena_push(eval_arena(w->e), w->all, Branch *) = n;
    for (size_t i = 0; i < n->children.n; i++)
        number(w, n->children.items[i]);
}

static void take_levels(Writer *w, Branch *root, Query *query)
{
    number(w, root);
    Level *levels = arena_many(w->arena, Level, w->all.n);
    for (size_t i = 0; i < w->all.n; i++) {
        const Branch *n = w->all.items[i];
        const RelationObject *relation = n->relation;
        levels[i] = (Level){.first = (uint32_t)n->first,
                            .n = (uint32_t)n->own.n,
                            .part = (uint32_t)n->part,
                            .rowid = n->rowid == SIZE_MAX ? 0 : (uint32_t)n->rowid,
                            .joined = n->joined,
                            .at = n->at};
        if (!relation)
            continue;
        levels[i].key = str_copy(w->arena, relation->key);
        levels[i].parent = (uint32_t)n->parent->index;
        levels[i].many = relation->is_many;
        levels[i].optional =
            !relation->is_many && !relational_is_certain(w->e, w->schema, n);
    }
    query->levels = levels;
    query->n_levels = w->all.n;
}

bool relational_build(Eval *e, Arena *a, const RelationalSchema *schema,
                      const RelationalQuery *query, Cardinality stated, Span at,
                      QueryList *out)
{
    Writer w = {.e = e, .arena = a, .schema = schema};
    Branch *root = relational_read(e, schema, query);
    size_t first = out->n;
    if (!root)
        return false;
    if (stated == CARDINALITY_INFERRED && !query->first)
        stated = CARDINALITY_MANY;
    if (stated == CARDINALITY_EXEC) // nobody looks at the rows
        root->children.n = 0;
    bool is_tree = root->children.n > 0;
    if (!write_statement(&w, root, stated, out) || !write_levels(&w, root, out))
        return false;
    if (is_tree)
        take_levels(&w, root, &out->items[first]);
    for (size_t i = first; i < out->n; i++)
        out->items[i].at = at;
    return true;
}
