// meaning_join.c - defineView(): which tables, which columns, and the foreign keys that
// join them.

#include "stage1_parse/meaning_join.h"

#include <stdlib.h>

typedef struct Maker {
    Eval *e;
    Joined *joined;
    bool failed;
} Maker;

static void fail(Maker *m, Span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static void fail(Maker *m, Span at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str what = str_vformat(eval_arena(m->e), fmt, args);
    va_end(args);
    diag_error(eval_diag(m->e), at, DIAG_W171, "%.*s", STR_ARG(what));
    m->failed = true;
}

// --- the tables -----------------------------------------------------------------------

static bool is_alias(const Joined *j, Str alias)
{
    for (size_t i = 0; i < j->n_tables; i++)
        if (str_eq(j->tables[i].alias, alias))
            return true;
    return false;
}

// join_course → jc, and jc2 if that is taken.
static Str alias_of(Maker *m, Str name)
{
    Buf initials = {.arena = eval_arena(m->e)};
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '_' && (i == 0 || name.ptr[i - 1] == '_'))
            buf_char(&initials, name.ptr[i]);
    Str base = initials.n ? buf_str(&initials) : S("t"), alias = base;
    for (unsigned i = 2; is_alias(m->joined, alias); i++)
        alias = str_format(eval_arena(m->e), "%.*s%u", STR_ARG(base), i);
    return alias;
}

static size_t find_table(const Joined *j, const TableObject *table)
{
    size_t i = 0;
    while (i < j->n_tables && j->tables[i].table != table)
        i++;
    return i;
}

static size_t put_table(Maker *m, const TableObject *table, Span at)
{
    Joined *j = m->joined;
    Str alias = alias_of(m, table->name);
    j->tables[j->n_tables] =
        (JoinedTable){.table = table, .alias = alias, .to = j->n_tables, .at = at};
    return j->n_tables++;
}

// [left, right] or [left, right, left.column]: one of the two stands there already.
static void put_join(Maker *m, Value v, Span at)
{
    Joined *j = m->joined;
    const Array *pair = v.kind == VALUE_ARRAY ? v.array : NULL;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(m->e, v, at, "a join");
        m->failed = true;
        return;
    }
    const TableObject *left = pair && pair->n > 1 ? value_table(pair->items[0]) : NULL;
    const TableObject *right = left ? value_table(pair->items[1]) : NULL;
    if (!right || pair->n > 3 ||
        (pair->n == 3 && !value_is_native(pair->items[2], &column_class))) {
        fail(
            m, v.at.file ? v.at : at,
            "a join is of two tables, [left, right], and the column of the foreign key "
            "where there are several");
        return;
    }
    Span place = v.at.file ? v.at : at;
    if (j->n_tables == 0)
        put_table(m, left, place);
    size_t l = find_table(j, left), r = find_table(j, right);
    if (l == j->n_tables && r == j->n_tables)
        fail(m, place,
             "the chain of joins is disconnected: neither \"%.*s\" nor \"%.*s\" stands "
             "before",
             STR_ARG(left->name), STR_ARG(right->name));
    else if (l < j->n_tables && r < j->n_tables)
        fail(m, place, "\"%.*s\" is joined already", STR_ARG(right->name));
    else {
        bool new_is_left = l == j->n_tables;
        size_t i = put_table(m, new_is_left ? left : right, place);
        j->tables[i].to = new_is_left ? r : l;
        if (pair->n == 3)
            j->tables[i].by = (const ColumnRef *)pair->items[2].native;
    }
}

static void put_joins(Maker *m, Value joins, Span at)
{
    if (joins.kind != VALUE_ARRAY || joins.array->n == 0) {
        if (joins.kind == VALUE_UNKNOWN)
            eval_explain(m->e, joins, at, "the joins of a view");
        else
            fail(m, joins.at.file ? joins.at : at,
                 "defineView() wants its joins: [[left, right], ...]");
        m->failed = true;
        return;
    }
    m->joined->tables = arena_many(eval_arena(m->e), JoinedTable, joins.array->n + 1);
    for (size_t i = 0; i < joins.array->n; i++)
        put_join(m, joins.array->items[i], at);
}

// --- the columns ------------------------------------------------------------------------

static const ColumnRef *column_named(Eval *e, const TableObject *table, Str name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (str_eq(column_name(e, table->columns[i]), name) ||
            str_eq(table->columns[i]->key, name))
            return table->columns[i];
    return NULL;
}

// student_id is id of student, and of join_student: what stands before the column is
// the table's name or its last words.
static const ColumnRef *prefixed(Eval *e, const TableObject *table, Str name)
{
    for (size_t i = 1; i + 1 < name.len; i++) {
        Str words = str_cut(name, 0, i);
        if (name.ptr[i] != '_' ||
            !str_ends(table->name, str_zero(eval_arena(e), words)))
            continue;
        size_t before = table->name.len - words.len;
        const ColumnRef *column =
            before == 0 || table->name.ptr[before - 1] == '_'
                ? column_named(e, table, str_cut(name, i + 1, name.len))
                : NULL;
        if (column)
            return column;
    }
    return NULL;
}

typedef const ColumnRef *FindColumn(Eval *e, const TableObject *table, Str name);

// True if a table has it, or if two have and that was reported.
static bool search(Maker *m, Value v, FindColumn *find, JoinedColumn *out)
{
    const Joined *j = m->joined;
    for (size_t i = 0; i < j->n_tables; i++) {
        const ColumnRef *column = find(m->e, j->tables[i].table, v.text);
        if (column && out->source) {
            fail(m, v.at, "\"%.*s\" is ambiguous: it is in \"%.*s\" and in \"%.*s\"",
                 STR_ARG(v.text), STR_ARG(out->source->table->name),
                 STR_ARG(column->table->name));
            return true;
        }
        if (column)
            *out = (JoinedColumn){.source = column, .name = out->name, .table = i};
    }
    return out->source != NULL;
}

static void resolve(Maker *m, Value v, Span at, JoinedColumn *out)
{
    const Joined *j = m->joined;
    if (v.kind == VALUE_UNKNOWN) {
        eval_explain(m->e, v, at, "a column of a view");
        m->failed = true;
    } else if (value_is_native(v, &column_class)) {
        out->source = (const ColumnRef *)v.native;
        out->table = find_table(j, out->source->table);
        if (out->table == j->n_tables)
            fail(m, v.at.file ? v.at : at,
                 "\"%.*s\" is a column of \"%.*s\", which is not joined",
                 STR_ARG(out->source->key), STR_ARG(out->source->table->name));
    } else if (v.kind != VALUE_STRING) {
        fail(m, v.at.file ? v.at : at,
             "a column of a view is a name or a column, not %s", value_noun(v));
    } else if (!search(m, v, column_named, out) && !search(m, v, prefixed, out)) {
        fail(m, v.at, "none of the joined tables has a column \"%.*s\"",
             STR_ARG(v.text));
    }
}

static void put_column(Maker *m, Map *columns, Str name, Value v, Span at)
{
    Arena *a = eval_arena(m->e);
    JoinedColumn column = {0};
    resolve(m, v, at, &column);
    if (m->failed)
        return;
    column.name = name.len                 ? name
                  : v.kind == VALUE_STRING ? v.text
                                           : column.source->key;
    Entry *entry = map_put(a, columns, column.name);
    if (entry->at.file) {
        fail(m, at, "two columns of this view are named \"%.*s\"",
             STR_ARG(column.name));
        diag_note(eval_diag(m->e), entry->at, "the other one");
        return;
    }
    const Builder *of = &column.source->as;
    Builder *b = arena_new(a, Builder);
    *b = (Builder){.base = {&builder_class},
                   .name = column.name,
                   .sql_type = of->sql_type,
                   .mode = of->mode,
                   .is_integer = of->is_integer,
                   .enum_values = of->enum_values,
                   .not_null = of->not_null,
                   .to_driver = of->to_driver,
                   .at = at};
    entry->value = value_native(b, at);
    entry->at = at;
    m->joined->columns[m->joined->n_columns++] = column;
}

static Map *put_columns(Maker *m, Value v, Span at)
{
    Arena *a = eval_arena(m->e);
    Map *columns = arena_new(a, Map);
    size_t n = v.kind == VALUE_ARRAY    ? v.array->n
               : v.kind == VALUE_OBJECT ? v.object->n
                                        : 0;
    m->joined->columns = arena_many(a, JoinedColumn, n);
    if (v.kind == VALUE_UNKNOWN)
        eval_explain(m->e, v, at, "the columns of a view");
    else if (n == 0)
        fail(m, v.at.file ? v.at : at,
             "defineView() wants its columns: names and columns, as an array or an "
             "object");
    m->failed |= n == 0;
    for (size_t i = 0; i < n && !m->failed; i++) {
        Value item =
            v.kind == VALUE_ARRAY ? v.array->items[i] : v.object->items[i].value;
        Span place = v.kind == VALUE_ARRAY ? item.at : v.object->items[i].at;
        put_column(m, columns,
                   v.kind == VALUE_OBJECT ? v.object->items[i].key : (Str){0}, item,
                   place.file ? place : at);
    }
    return columns;
}

static Value call_view(Eval *e, const Call *c)
{
    static const Option known[] = {{"joins", NULL}, {"columns", NULL}};
    Maker m = {.e = e, .joined = arena_new(eval_arena(e), Joined)};
    Str name;
    Value options = argument(c, 1);
    if (!argument_string(e, c, 0, "the name of a view", &name) ||
        !options_check(e, options, known, 2, "defineView()"))
        return already_said(e, c->at);
    put_joins(&m, option_get(e, options, "joins"), c->at);
    if (m.failed)
        return already_said(e, c->at);
    Map *columns = put_columns(&m, option_get(e, options, "columns"), c->at);
    if (m.failed)
        return already_said(e, c->at);
    TableObject *view = view_new(e, name, value_object(columns, c->at), c->args[0].at);
    view->joined = m.joined;
    return value_native(view, c->at);
}

const Function join_functions[] = {{"defineView", call_view, NULL}, {0}};

// --- the foreign keys ---------------------------------------------------------------------

typedef struct Link {
    const ForeignKey *key;
    bool forward; // of the later table into the earlier
} Link;

static const Table *built(const Table *tables, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(tables[i].name, name))
            return &tables[i];
    return NULL;
}

static bool is_by(Eval *e, const ForeignKey *key, const Table *of, const ColumnRef *by)
{
    if (!by)
        return true;
    for (size_t i = 0; i < key->n_columns; i++)
        if (str_eq(of->name, by->table->name) &&
            str_eq(key->columns[i], column_name(e, by)))
            return true;
    return false;
}

static size_t find_links(Eval *e, const Table *from, const Table *to,
                         const ColumnRef *by, bool forward, Link *out)
{
    size_t n = 0;
    for (size_t i = 0; i < from->n_foreign_keys; i++)
        if (str_eq_nocase(from->foreign_keys[i].foreign_table, to->name) &&
            is_by(e, &from->foreign_keys[i], from, by)) {
            *out = (Link){&from->foreign_keys[i], forward};
            n++;
        }
    return n;
}

static bool find_link(Maker *m, size_t i, const Table *tables, size_t n, Link *out)
{
    const JoinedTable *it = &m->joined->tables[i], *to = &m->joined->tables[it->to];
    const Table *a = built(tables, n, it->table->name);
    const Table *b = built(tables, n, to->table->name);
    if (!a || !b) {
        fail(m, it->at, "\"%.*s\" is not a table that the schema exports",
             STR_ARG(a ? to->table->name : it->table->name));
        return false;
    }
    size_t links = find_links(m->e, a, b, it->by, true, out);
    links += find_links(m->e, b, a, it->by, false, out);
    if (links == 0)
        fail(m, it->at, "no foreign key%s leads from \"%.*s\" to \"%.*s\" or back",
             it->by ? " of this column" : "", STR_ARG(to->table->name),
             STR_ARG(it->table->name));
    else if (links > 1)
        fail(
            m, it->at,
            "this join is ambiguous: %zu foreign keys lead from \"%.*s\" to \"%.*s\" or "
            "back; name a column of the one that is meant, [left, right, left.column]",
            links, STR_ARG(to->table->name), STR_ARG(it->table->name));
    return links == 1;
}

static void put_name(Maker *m, Buf *out, Str alias, Str column)
{
    Arena *a = eval_arena(m->e);
    buf_format(out, "%.*s.%.*s", STR_ARG(quote_name(a, alias)),
               STR_ARG(quote_name(a, column)));
}

static void put_join_sql(Maker *m, Buf *out, size_t i, const Link *link)
{
    const JoinedTable *it = &m->joined->tables[i], *to = &m->joined->tables[it->to];
    Arena *a = eval_arena(m->e);
    buf_format(out, " JOIN %.*s %.*s ON ", STR_ARG(quote_name(a, it->table->name)),
               STR_ARG(quote_name(a, it->alias)));
    for (size_t k = 0; k < link->key->n_columns; k++) {
        buf_z(out, k ? " AND " : "");
        put_name(m, out, to->alias,
                 link->forward ? link->key->foreign_columns[k] : link->key->columns[k]);
        buf_z(out, " = ");
        put_name(m, out, it->alias,
                 link->forward ? link->key->columns[k] : link->key->foreign_columns[k]);
    }
}

bool joined_build(Eval *e, Arena *a, const TableObject *view, const Table *tables,
                  size_t n, Str *out)
{
    Maker m = {.e = e, .joined = view->joined};
    const Joined *j = view->joined;
    Buf sql = {.arena = a};
    for (size_t i = 0; i < j->n_columns; i++) {
        const JoinedColumn *column = &j->columns[i];
        Str name = column_name(e, column->source);
        buf_z(&sql, i ? ", " : "SELECT ");
        put_name(&m, &sql, j->tables[column->table].alias, name);
        if (!str_eq(name, column->name))
            buf_format(&sql, " AS %.*s",
                       STR_ARG(quote_name(eval_arena(e), column->name)));
    }
    buf_format(&sql, " FROM %.*s %.*s",
               STR_ARG(quote_name(eval_arena(e), j->tables[0].table->name)),
               STR_ARG(quote_name(eval_arena(e), j->tables[0].alias)));
    for (size_t i = 1; i < j->n_tables; i++) {
        Link link;
        if (find_link(&m, i, tables, n, &link))
            put_join_sql(&m, &sql, i, &link);
    }
    *out = buf_str(&sql);
    return !m.failed;
}
