// meaning_kit.c - where drizzle-kit 0.31 writes other SQL than the schema says.
//
// It joins what it knows of an index, a key or a check by , and ; and splits it again,
// leaves a ? where a value stood, and so on: docs/drizzle.md lists it all. Whoever builds
// a part of the catalog makes both texts; kit_takes() says which one is used.

#include "stage1_parse/meaning.h"

#include <string.h>

enum { SHOWN = 60, LEAD = 16 };

bool kit_is_copied(Eval *e)
{
    return ((const Meaning *)eval_context(e))->compat;
}

void kit_note(Eval *e, Span at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    Str what = str_vformat(eval_arena(e), fmt, args);
    va_end(args);
    if (!kit_is_copied(e))
        diag_report(eval_diag(e), SEVERITY_NOTE, at, DIAG_W117, "drizzle-kit %.*s",
                    STR_ARG(what));
}

bool kit_refuses(Eval *e, Span at, const char *what)
{
    diag_report(eval_diag(e), kit_is_copied(e) ? SEVERITY_ERROR : SEVERITY_NOTE, at,
                DIAG_W117, "drizzle-kit refuses %s", what);
    return !kit_is_copied(e);
}

// --- two texts ---------------------------------------------------------------

static bool is_inside_character(Str s, size_t i)
{
    return i < s.len && ((unsigned char)s.ptr[i] & 0xC0) == 0x80;
}

// On one line, from start on, cut if it is long.
static Str shown(Arena *a, Str text, size_t start)
{
    Buf out = {.arena = a};
    size_t end = text.len;
    if (end > start + SHOWN)
        for (end = start + SHOWN; is_inside_character(text, end);)
            end--;
    buf_z(&out, start ? "..." : "");
    for (size_t i = start; i < end; i++)
        buf_char(&out, (unsigned char)text.ptr[i] < 0x20 ? ' ' : text.ptr[i]);
    buf_z(&out, end < text.len ? "..." : "");
    return buf_str(&out);
}

// Where to begin showing two texts so that their difference is seen.
static size_t shown_from(Str a, Str b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    if ((a.len <= SHOWN && b.len <= SHOWN) || i <= LEAD)
        return 0;
    for (i -= LEAD; is_inside_character(a, i);)
        i--;
    return i;
}

bool kit_takes(Eval *e, Span at, const char *what, Str ours, Str kits)
{
    if (str_eq(ours, kits))
        return false;
    if (kit_is_copied(e))
        return true;
    Arena *a = eval_arena(e);
    if (str_starts(ours, str_zero(a, kits)) &&
        str_eq(str_cut(ours, kits.len, ours.len), str_z(comment_closer(kits)))) {
        kit_note(e, at, "lets what follows %s be a part of its comment", what);
        return false;
    }
    size_t start = shown_from(ours, kits);
    ours = shown(a, ours, start);
    kits = shown(a, kits, start);
    kit_note(e, at, "writes %s as %.*s, weave as %.*s", what, STR_ARG(kits),
             STR_ARG(ours));
    return false;
}

// --- comments ----------------------------------------------------------------

const char *comment_closer(Str sql)
{
    for (size_t i = 0; i < sql.len; i++) {
        char c = sql.ptr[i];
        Str rest = str_cut(sql, i, sql.len);
        size_t end = 0;
        if (str_starts(rest, "--")) {
            end = str_find(rest, '\n');
            if (end == STR_NONE)
                return "\n";
        } else if (str_starts(rest, "/*")) {
            end = str_find_str(str_cut(rest, 2, rest.len), S("*/"));
            if (end == STR_NONE)
                return "*/";
            end += 3;
        } else if (c == '\'' || c == '"' || c == '`' || c == '[') {
            end = str_find(str_cut(rest, 1, rest.len), c == '[' ? ']' : c);
            if (end == STR_NONE)
                return "";
            end += 1;
        }
        i += end;
    }
    return "";
}

// --- joined, and split again -------------------------------------------------

typedef struct Fields {
    Str *items;
    size_t n, capacity;
} Fields;

static Fields split(Arena *a, Str text, char by)
{
    Fields fields = {0};
    size_t start = 0;
    for (size_t i = 0; i <= text.len; i++)
        if (i == text.len || text.ptr[i] == by) {
            *arena_push(a, fields, Str) = str_cut(text, start, i);
            start = i + 1;
        }
    return fields;
}

static Str field(const Fields *fields, size_t i)
{
    return i < fields->n ? fields->items[i] : (Str){0};
}

static Str joined(Arena *a, const Str *items, size_t n)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < n; i++) {
        buf_z(&b, i ? "," : "");
        buf_put(&b, items[i]);
    }
    return buf_str(&b);
}

static bool holds(Str s, char c)
{
    return str_find(s, c) != STR_NONE;
}

static bool any_holds(const Str *items, size_t n, char c)
{
    for (size_t i = 0; i < n; i++)
        if (holds(items[i], c))
            return true;
    return false;
}

void kit_primary_key(Eval *e, Arena *a, Table *table, Span at)
{
    if (!any_holds(table->primary_key, table->n_primary_key, ','))
        return;
    kit_note(e, at, "splits the names of this key's columns at their commas");
    if (!kit_is_copied(e))
        return;
    Fields names = split(a, joined(a, table->primary_key, table->n_primary_key), ',');
    table->primary_key = names.items;
    table->n_primary_key = names.n;
}

// name;table;columns;foreign table;foreign columns;on update;on delete
static void split_key(Arena *a, Str table, ForeignKey *key)
{
    Str columns = joined(a, key->columns, key->n_columns);
    Str foreign = joined(a, key->foreign_columns, key->n_foreign_columns);
    Str all =
        str_format(a, "%.*s;%.*s;%.*s;%.*s;%.*s;%.*s;%.*s", STR_ARG(key->name),
                   STR_ARG(table), STR_ARG(columns), STR_ARG(key->foreign_table),
                   STR_ARG(foreign), STR_ARG(key->on_update), STR_ARG(key->on_delete));
    Fields f = split(a, all, ';');
    Fields from = split(a, field(&f, 2), ','), to = split(a, field(&f, 4), ',');
    *key = (ForeignKey){.name = field(&f, 0),
                        .columns = from.items,
                        .n_columns = from.n,
                        .foreign_table = field(&f, 3),
                        .foreign_columns = to.items,
                        .n_foreign_columns = to.n,
                        .on_update = field(&f, 5),
                        .on_delete = field(&f, 6),
                        .at = key->at};
}

void kit_foreign_key(Eval *e, Arena *a, Str table, ForeignKey *key)
{
    bool cut = holds(key->name, ';') || holds(table, ';') ||
               holds(key->foreign_table, ';') ||
               any_holds(key->columns, key->n_columns, ';') ||
               any_holds(key->foreign_columns, key->n_foreign_columns, ';');
    bool parted = any_holds(key->columns, key->n_columns, ',') ||
                  any_holds(key->foreign_columns, key->n_foreign_columns, ',');
    if (!cut && !parted)
        return;
    kit_note(e, key->at, "splits the names in this foreign key at , and ;");
    if (kit_is_copied(e))
        split_key(a, table, key);
}

void kit_check(Eval *e, Arena *a, Check *check, Str kits)
{
    Arena *scratch = eval_arena(e);
    Str all = str_format(scratch, "%.*s;%.*s", STR_ARG(check->name), STR_ARG(kits));
    Fields f = split(scratch, all, ';');
    if (kit_takes(e, check->at, "the name of this check", check->name, field(&f, 0)))
        check->name = str_copy(a, field(&f, 0));
    if (kit_takes(e, check->at, "this check", check->sql, field(&f, 1)))
        check->sql = str_copy(a, field(&f, 1));
}

// --- indexes -----------------------------------------------------------------

static Str index_text(Arena *a, const Index *index)
{
    Str parts = joined(a, index->parts, index->n_parts);
    return str_format(a, "%s`%.*s` (%.*s)%s%.*s", index->unique ? "UNIQUE " : "",
                      STR_ARG(index->name), STR_ARG(parts),
                      index->where_sql.len ? " WHERE " : "", STR_ARG(index->where_sql));
}

// Only what is known as an expression, under the index's whole name, has no backticks.
static Str part_text(Arena *a, const IndexPart *parts, size_t n, bool renamed, Str text)
{
    for (size_t i = 0; i < n && !renamed; i++)
        if (parts[i].is_sql && str_eq(parts[i].kits, text))
            return text;
    return str_format(a, "`%.*s`", STR_ARG(text));
}

// name;columns;whether it is unique;where
static Index split_index(Arena *a, const Index *index, const IndexPart *parts,
                         Str where)
{
    Buf all = {.arena = a};
    buf_format(&all, "%.*s;", STR_ARG(index->name));
    for (size_t i = 0; i < index->n_parts; i++) {
        buf_z(&all, i ? "," : "");
        buf_put(&all, parts[i].kits);
    }
    buf_format(&all, ";%s;%.*s", index->unique ? "true" : "false", STR_ARG(where));
    Fields f = split(a, buf_str(&all), ';');
    Fields names = split(a, field(&f, 1), ',');
    bool renamed = !str_eq(field(&f, 0), index->name);
    for (size_t i = 0; i < names.n; i++)
        names.items[i] = part_text(a, parts, index->n_parts, renamed, names.items[i]);
    return (Index){.name = field(&f, 0),
                   .unique = str_is(field(&f, 2), "true"),
                   .parts = names.items,
                   .n_parts = names.n,
                   .where_sql = field(&f, 3),
                   .at = index->at};
}

void kit_index(Eval *e, Arena *a, Index *index, const IndexPart *parts, Str where)
{
    Index kits = split_index(a, index, parts, where);
    Arena *scratch = eval_arena(e);
    kit_name(e, index->name, '`', index->at);
    if (kit_takes(e, index->at, "this index", index_text(scratch, index),
                  index_text(scratch, &kits)))
        *index = kits;
}

// --- names -------------------------------------------------------------------

void kit_name(Eval *e, Str name, char quote, Span at)
{
    if (holds(name, quote))
        kit_note(e, at, "does not double the %c in this name", quote);
}
