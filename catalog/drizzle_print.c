// drizzle_print.c - the catalog's schema as the TypeScript of a Drizzle user.

#include "catalog/drizzle_print.h"

#include "catalog/drizzle_print_parts.h"

// --- columns -----------------------------------------------------------------

static Str key_of(const Column *c)
{
    return c->key.len ? c->key : c->name;
}

static bool holds(Str type, const char *part)
{
    size_t len = str_z(part).len;
    for (size_t i = 0; i + len <= type.len; i++)
        if (str_eq_nocase(str_cut(type, i, i + len), str_z(part)))
            return true;
    return false;
}

// By the type's affinity.
static const char *typescript_of(Str type)
{
    static const char *const types[][2] = {{"int", "number"},      {"char", "string"},
                                           {"clob", "string"},     {"text", "string"},
                                           {"blob", "Uint8Array"}, {"real", "number"},
                                           {"floa", "number"},     {"doub", "number"}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (holds(type, types[i][0]))
            return types[i][1];
    return "unknown";
}

static Str custom_of(Printer *p, Str type)
{
    for (size_t i = 0; i < p->customs.n; i++)
        if (str_eq(p->customs.items[i].type, type))
            return p->customs.items[i].constant;
    Str constant = take_name(p, type.len ? type : S("untyped"), "Type");
    *arena_push(p->arena, p->customs, Custom) = (Custom){type, constant};
    return constant;
}

// text(20): true, and its digits.
static bool text_length(Str type, Str *digits)
{
    if (type.len < 7 || !str_eq(str_cut(type, 0, 5), S("text(")) ||
        type.ptr[type.len - 1] != ')' || type.ptr[5] == '0')
        return false;
    *digits = str_cut(type, 5, type.len - 1);
    for (size_t i = 0; i < digits->len; i++)
        if (!is_digit(digits->ptr[i]))
            return false;
    return true;
}

// Before an option of a last argument, which the first one opens.
static void put_option(Printer *p, bool *open, const char *name)
{
    buf_format(&p->out, "%s%s: ", *open ? ", " : ", { ", name);
    *open = true;
}

static void put_text_option(Printer *p, bool *open, const char *name, Str text)
{
    put_option(p, open, name);
    put_string(p, text);
}

static void put_options(Printer *p, const Column *c, Mode usual, Str length)
{
    bool open = false;
    if (c->mode != usual && c->mode != MODE_NONE)
        put_text_option(p, &open, "mode", str_z(mode_name(c->mode)));
    if (length.len) {
        put_option(p, &open, "length");
        buf_put(&p->out, length);
    }
    if (c->n_enum_values && c->mode == MODE_TEXT) {
        put_option(p, &open, "enum");
        for (size_t i = 0; i < c->n_enum_values; i++) {
            buf_z(&p->out, i ? ", " : "[");
            put_string(p, c->enum_values[i]);
        }
        buf_char(&p->out, ']');
    }
    buf_z(&p->out, open ? " }" : "");
}

static void put_builder(Printer *p, const Column *c)
{
    static const struct {
        const char *type;
        Word word;
        Mode usual;
    } builders[] = {{"integer", INTEGER, MODE_NUMBER},
                    {"text", TEXT, MODE_TEXT},
                    {"real", REAL, MODE_NONE},
                    {"blob", BLOB, MODE_BUFFER},
                    {"numeric", NUMERIC, MODE_STRING}};
    Str length = {0};
    Str type = text_length(c->sql_type, &length) ? S("text") : c->sql_type;
    size_t n = sizeof builders / sizeof *builders, i = 0;
    while (i < n && !str_is(type, builders[i].type))
        i++;
    if (i < n)
        buf_z(&p->out, word(p, builders[i].word));
    else
        buf_put(&p->out, custom_of(p, c->sql_type));
    buf_char(&p->out, '(');
    put_string(p, c->name);
    if (i < n)
        put_options(p, c, builders[i].usual, length);
    buf_char(&p->out, ')');
}

// 'FEED' → FEED, if it is one string and nothing else.
static bool is_string(Arena *a, Str sql, Str *text)
{
    Buf out = {.arena = a};
    if (sql.len < 2 || sql.ptr[0] != '\'' || sql.ptr[sql.len - 1] != '\'')
        return false;
    for (size_t i = 1; i + 1 < sql.len; i++) {
        if (sql.ptr[i] == '\'' && (i + 2 >= sql.len || sql.ptr[++i] != '\''))
            return false;
        buf_char(&out, sql.ptr[i]);
    }
    *text = buf_str(&out);
    return true;
}

// What JavaScript prints as it is written: no sign but one, no leading zero, no exponent.
static bool is_plain_integer(Str sql)
{
    size_t sign = sql.len > 1 && sql.ptr[0] == '-';
    if (!sql.len || sql.len - sign > 15 ||
        (sql.ptr[sign] == '0' && (sql.len > 1 || sign)))
        return false;
    for (size_t i = sign; i < sql.len; i++)
        if (!is_digit(sql.ptr[i]))
            return false;
    return true;
}

static bool is_word(const Column *c, Str text)
{
    size_t i = 0;
    while (i < c->n_enum_values && !str_eq(c->enum_values[i], text))
        i++;
    return i < c->n_enum_values;
}

static void put_default(Printer *p, const Column *c)
{
    Str text;
    buf_z(&p->out, ".default(");
    if (c->mode == MODE_TEXT && is_string(p->arena, c->default_sql, &text) &&
        (!c->n_enum_values || is_word(c, text)))
        put_string(p, text);
    else if ((c->mode == MODE_NUMBER && str_is(c->sql_type, "integer") &&
              is_plain_integer(c->default_sql)) ||
             (c->mode == MODE_BOOLEAN &&
              (str_is(c->default_sql, "true") || str_is(c->default_sql, "false"))))
        buf_put(&p->out, c->default_sql);
    else
        put_sql(p, c->default_sql);
    buf_char(&p->out, ')');
}

// Without the parentheses around it, which drizzle-kit adds.
static Str inside(Str sql)
{
    bool around = sql.len >= 2 && sql.ptr[0] == '(' && sql.ptr[sql.len - 1] == ')';
    return around ? str_cut(sql, 1, sql.len - 1) : sql;
}

static void put_modifiers(Printer *p, const Column *c)
{
    Buf *b = &p->out;
    if (c->primary_key && c->not_null)
        buf_z(b, c->autoincrement ? ".primaryKey({ autoIncrement: true })"
                                  : ".primaryKey()");
    if (c->has_default)
        put_default(p, c);
    if (c->generated_sql.len) {
        buf_z(b, ".generatedAlwaysAs(");
        put_sql(p, inside(c->generated_sql));
        buf_z(b, c->generated_stored ? ", { mode: 'stored' })" : ")");
    }
    if (c->not_null && !c->primary_key)
        buf_z(b, ".notNull()");
}

// --- keys --------------------------------------------------------------------

static const Table *find_table(const Printer *p, Str name, Str *constant)
{
    for (size_t i = 0; i < p->catalog->n_tables; i++)
        if (str_eq_nocase(p->catalog->tables[i].name, name)) {
            *constant = p->tables[i];
            return &p->catalog->tables[i];
        }
    return NULL;
}

static const Column *find_column(const Table *t, Str name)
{
    for (size_t i = 0; t && i < t->n_columns; i++)
        if (str_eq_nocase(t->columns[i].name, name))
            return &t->columns[i];
    return NULL;
}

static bool is_plain_action(Str action)
{
    return !action.len || str_is(action, "no action");
}

// The name drizzle-kit gives a key that has none.
static bool has_own_name(Arena *a, const Table *t, const ForeignKey *key)
{
    if (!key->name.len || key->n_columns != 1 || key->n_foreign_columns != 1)
        return key->name.len > 0;
    Str usual = str_format(a, "%.*s_%.*s_%.*s_%.*s_fk", STR_ARG(t->name),
                           STR_ARG(key->columns[0]), STR_ARG(key->foreign_table),
                           STR_ARG(key->foreign_columns[0]));
    return !str_eq(usual, key->name);
}

static size_t column_at(const Table *t, Str name)
{
    const Column *c = find_column(t, name);
    return c ? (size_t)(c - t->columns) : t->n_columns;
}

// How many of the keys .references() says, the rest stand in the third argument: Drizzle
// has those of the columns first, in the columns' order.
static size_t count_references(Arena *a, const Table *t)
{
    size_t n = 0, column = 0;
    for (; n < t->n_foreign_keys; n++) {
        const ForeignKey *key = &t->foreign_keys[n];
        if (key->n_columns != 1 || key->n_foreign_columns != 1 ||
            has_own_name(a, t, key) || column_at(t, key->columns[0]) < column)
            break;
        column = column_at(t, key->columns[0]);
    }
    return n;
}

// other.id; where there is no such table or column, of a table that is not exported.
static void put_target(Printer *p, const Table *from, const ForeignKey *key, size_t i)
{
    Str constant;
    const Table *to = find_table(p, key->foreign_table, &constant);
    const Column *c = to ? find_column(to, key->foreign_columns[i]) : NULL;
    if (c) {
        put_member(p, to == from ? S("t") : constant, key_of(c));
        return;
    }
    buf_format(&p->out, "%s(", word(p, TABLE));
    put_string(p, key->foreign_table);
    buf_format(&p->out, ", { it: %s(", word(p, INTEGER));
    put_string(p, key->foreign_columns[i]);
    buf_z(&p->out, ") }).it");
}

static void put_references(Printer *p, const Table *t, const Column *c)
{
    size_t n = count_references(p->arena, t);
    for (size_t i = 0; i < n; i++) {
        const ForeignKey *key = &t->foreign_keys[i];
        bool open = false;
        if (find_column(t, key->columns[0]) != c)
            continue;
        buf_format(&p->out, ".references((): %s => ", word(p, ANY_COLUMN));
        put_target(p, NULL, key, 0);
        if (!is_plain_action(key->on_delete))
            put_text_option(p, &open, "onDelete", key->on_delete);
        if (!is_plain_action(key->on_update))
            put_text_option(p, &open, "onUpdate", key->on_update);
        buf_z(&p->out, open ? " })" : ")");
    }
}

// t.id, t.title
static void put_members(Printer *p, const Table *t, const Str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const Column *c = find_column(t, names[i]);
        buf_z(&p->out, i ? ", " : "");
        put_member(p, S("t"), c ? key_of(c) : names[i]);
    }
}

static void put_foreign_key(Printer *p, const Table *t, const ForeignKey *key)
{
    buf_format(&p->out, "  %s({ ", word(p, FOREIGN_KEY));
    if (has_own_name(p->arena, t, key)) {
        buf_z(&p->out, "name: ");
        put_string(p, key->name);
        buf_z(&p->out, ", ");
    }
    buf_z(&p->out, "columns: [");
    put_members(p, t, key->columns, key->n_columns);
    buf_z(&p->out, "], foreignColumns: [");
    for (size_t i = 0; i < key->n_foreign_columns; i++) {
        buf_z(&p->out, i ? ", " : "");
        put_target(p, t, key, i);
    }
    buf_z(&p->out, "] })");
    if (!is_plain_action(key->on_delete))
        buf_format(&p->out, ".onDelete('%.*s')", STR_ARG(key->on_delete));
    if (!is_plain_action(key->on_update))
        buf_format(&p->out, ".onUpdate('%.*s')", STR_ARG(key->on_update));
    buf_z(&p->out, ",\n");
}

// --- indexes, checks ----------------------------------------------------------

// The column that `name` or "name" names; null if the part is an expression.
static const Column *part_column(Arena *a, const Table *t, Str part)
{
    char quote = part.len > 1 ? part.ptr[0] : 0;
    Buf name = {.arena = a};
    if ((quote != '`' && quote != '"') || part.ptr[part.len - 1] != quote)
        return NULL;
    for (size_t i = 1; i + 1 < part.len; i++) {
        if (part.ptr[i] == quote && (i + 2 >= part.len || part.ptr[++i] != quote))
            return NULL;
        buf_char(&name, part.ptr[i]);
    }
    return find_column(t, buf_str(&name));
}

// .unique() says it all.
static const Column *unique_column(Arena *a, const Table *t, const Index *index)
{
    const Column *c = index->n_parts == 1 && index->unique && !index->where_sql.len
                          ? part_column(a, t, index->parts[0])
                          : NULL;
    Str usual =
        c ? str_format(a, "%.*s_%.*s_unique", STR_ARG(t->name), STR_ARG(c->name))
          : (Str){0};
    return c && str_eq(usual, index->name) ? c : NULL;
}

static void put_index(Printer *p, const Table *t, const Index *index)
{
    if (unique_column(p->arena, t, index))
        return;
    buf_format(&p->out, "  %s(", word(p, index->unique ? UNIQUE_INDEX : INDEX));
    put_string(p, index->name);
    buf_z(&p->out, ").on(");
    for (size_t i = 0; i < index->n_parts; i++) {
        const Column *c = part_column(p->arena, t, index->parts[i]);
        buf_z(&p->out, i ? ", " : "");
        if (c)
            put_member(p, S("t"), key_of(c));
        else
            put_sql(p, index->parts[i]);
    }
    buf_char(&p->out, ')');
    if (index->where_sql.len) {
        buf_z(&p->out, ".where(");
        put_sql(p, index->where_sql);
        buf_char(&p->out, ')');
    }
    buf_z(&p->out, ",\n");
}

static void put_uniques(Printer *p, const Table *t, const Column *c)
{
    for (size_t i = 0; i < t->n_indexes; i++)
        if (unique_column(p->arena, t, &t->indexes[i]) == c)
            buf_z(&p->out, ".unique()");
}

static void put_check(Printer *p, const Check *check)
{
    buf_format(&p->out, "  %s(", word(p, CHECK));
    put_string(p, check->name);
    buf_z(&p->out, ", ");
    put_sql(p, check->sql);
    buf_z(&p->out, "),\n");
}

// One column's stands here, too, if it may be NULL: .primaryKey() makes it NOT NULL.
static void put_primary_key(Printer *p, const Table *t)
{
    const Str *names = t->primary_key;
    size_t n = t->n_primary_key;
    for (size_t i = 0; i < t->n_columns && n == 0; i++)
        if (t->columns[i].primary_key && !t->columns[i].not_null) {
            names = &t->columns[i].name;
            n = 1;
        }
    if (n == 0)
        return;
    buf_format(&p->out, "  %s({ columns: [", word(p, PRIMARY_KEY));
    put_members(p, t, names, n);
    buf_z(&p->out, "] }),\n");
}

static void put_extras(Printer *p, const Table *t)
{
    Printer inner = *p;
    inner.out = (Buf){.arena = p->arena};
    put_primary_key(&inner, t);
    for (size_t i = count_references(p->arena, t); i < t->n_foreign_keys; i++)
        put_foreign_key(&inner, t, &t->foreign_keys[i]);
    for (size_t i = 0; i < t->n_indexes; i++)
        put_index(&inner, t, &t->indexes[i]);
    for (size_t i = 0; i < t->n_checks; i++)
        put_check(&inner, &t->checks[i]);
    Str text = buf_str(&inner.out);
    inner.out = p->out;
    *p = inner;
    if (text.len)
        buf_format(&p->out, ", (t) => [\n%.*s]", STR_ARG(text));
}

// --- tables and views ----------------------------------------------------------

static void put_columns(Printer *p, const Column *columns, size_t n, const Table *t)
{
    for (size_t i = 0; i < n; i++) {
        put_doc(p, columns[i].doc, "  ");
        buf_z(&p->out, "  ");
        put_key(p, key_of(&columns[i]));
        buf_z(&p->out, ": ");
        put_builder(p, &columns[i]);
        put_modifiers(p, &columns[i]);
        if (t) {
            put_uniques(p, t, &columns[i]);
            put_references(p, t, &columns[i]);
        }
        buf_z(&p->out, ",\n");
    }
}

static void put_head(Printer *p, Str doc, Str constant, Word call, Str name)
{
    buf_char(&p->out, '\n');
    put_doc(p, doc, "");
    buf_format(&p->out, "export const %.*s = %s(", STR_ARG(constant), word(p, call));
    put_string(p, name);
    buf_z(&p->out, ", {\n");
}

static void put_table(Printer *p, const Table *t, Str constant)
{
    put_head(p, t->doc, constant, TABLE, t->name);
    put_columns(p, t->columns, t->n_columns, t);
    buf_char(&p->out, '}');
    put_extras(p, t);
    buf_z(&p->out, ");\n");
}

static void put_view(Printer *p, const View *v, Str constant)
{
    put_head(p, v->doc, constant, VIEW, v->name);
    put_columns(p, v->columns, v->n_columns, NULL);
    buf_z(&p->out, "}).");
    if (v->existing) {
        buf_z(&p->out, "existing();\n");
        return;
    }
    buf_z(&p->out, "as(");
    put_sql(p, v->sql);
    buf_z(&p->out, ");\n");
}

static void put_imports(const Printer *p, Buf *out)
{
    size_t n = 0;
    if (p->used_sql)
        buf_z(out, "import { sql } from 'drizzle-orm';\n");
    for (size_t i = 0; i < N_WORDS; i++)
        if (p->used[i])
            buf_format(out, "%s%s%s", n++ ? ", " : "import { ",
                       i == ANY_COLUMN ? "type " : "", drizzle_words[i]);
    if (n)
        buf_z(out, " } from 'drizzle-orm/sqlite-core';\n");
}

static void put_customs(Printer *p)
{
    for (size_t i = 0; i < p->customs.n; i++) {
        Custom custom = p->customs.items[i];
        buf_format(&p->out, "%sconst %.*s = %s<{ data: %s }>({ dataType: () => ",
                   i ? "" : "\n", STR_ARG(custom.constant), word(p, CUSTOM_TYPE),
                   typescript_of(custom.type));
        put_string(p, custom.type);
        buf_z(&p->out, " });\n");
    }
}

static void take_constants(Printer *p)
{
    const Catalog *c = p->catalog;
    Str *tables = arena_many(p->arena, Str, c->n_tables);
    Str *views = arena_many(p->arena, Str, c->n_views);
    for (size_t i = 0; i < c->n_tables; i++) {
        const Table *t = &c->tables[i];
        tables[i] = take_name(p, t->key.len ? t->key : t->name, "Table");
    }
    for (size_t i = 0; i < c->n_views; i++) {
        const View *v = &c->views[i];
        views[i] = take_name(p, v->key.len ? v->key : v->name, "View");
    }
    p->tables = tables;
    p->views = views;
}

// What is above is known when what is below has been written.
Str drizzle_print(Arena *a, const Catalog *c)
{
    Printer p = {.arena = a, .catalog = c, .out = {.arena = a}};
    take_constants(&p);
    for (size_t i = 0; i < c->n_tables; i++)
        put_table(&p, &c->tables[i], p.tables[i]);
    for (size_t i = 0; i < c->n_views; i++)
        put_view(&p, &c->views[i], p.views[i]);
    Str body = buf_str(&p.out);
    p.out = (Buf){.arena = a};
    put_customs(&p);
    Str customs = buf_str(&p.out);
    Buf out = {.arena = a};
    put_imports(&p, &out);
    buf_put(&out, customs);
    buf_put(&out, body);
    return buf_str(&out);
}
