// history.c - what a migration folder remembers: reading it, and the next of it.

#include "migrate/history.h"

#include "base/sha256.h"
#include "migrate/snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NOTES_VERSION 1

typedef struct Reader {
    Arena *arena;
    Loader from;
    History *out;
    Str *why;
} Reader;

static bool fail(Reader *r, Str path, const char *what)
{
    *r->why = str_format(r->arena, "%.*s %s", STR_ARG(path), what);
    return false;
}

static Str in_meta(Arena *a, Str folder, Str name)
{
    return path_join(a, path_join(a, folder, S("meta")), name);
}

// Null with *text none if there is no such file.
static bool read_json(Reader *r, Str path, cJSON **json, Str *text)
{
    *json = NULL;
    *text = (Str){0};
    if (!load(r->from, r->arena, path, text))
        return errno == ENOENT ||
               fail(r, path,
                    str_format(r->arena, "cannot be read: %s", file_why(errno)).ptr);
    *json = cJSON_ParseWithLength(text->ptr, text->len);
    return *json || fail(r, path, "is not valid JSON");
}

static Str string_of(Arena *a, const cJSON *o, const char *name)
{
    const cJSON *s = cJSON_GetObjectItemCaseSensitive(o, name);
    return cJSON_IsString(s) ? str_copy(a, str_z(s->valuestring)) : (Str){0};
}

static size_t count_members(const cJSON *o)
{
    size_t n = 0;
    for (const cJSON *c = o ? o->child : NULL; c; c = c->next)
        n++;
    return n;
}

// --- the journal -------------------------------------------------------------

static size_t digits_of(Str tag)
{
    size_t n = 0;
    while (n < tag.len && tag.ptr[n] >= '0' && tag.ptr[n] <= '9')
        n++;
    return n < tag.len && tag.ptr[n] == '_' ? n : 0;
}

// The tag of the last entry, or none.
static bool read_journal(Reader *r, Str *tag)
{
    cJSON *json;
    Str path = in_meta(r->arena, r->out->path, S("_journal.json"));
    *tag = (Str){0};
    if (!read_json(r, path, &json, &r->out->journal))
        return false;
    const cJSON *entries = cJSON_GetObjectItemCaseSensitive(json, "entries");
    const cJSON *e;
    cJSON_ArrayForEach(e, entries)
    {
        const cJSON *when = cJSON_GetObjectItemCaseSensitive(e, "when");
        const cJSON *idx = cJSON_GetObjectItemCaseSensitive(e, "idx");
        *tag = string_of(r->arena, e, "tag");
        if (cJSON_IsNumber(when) && when->valuedouble > r->out->last)
            r->out->last = when->valuedouble;
        if (cJSON_IsNumber(idx) && idx->valuedouble >= (double)r->out->next)
            r->out->next = (size_t)idx->valuedouble + 1;
    }
    r->out->stamped = digits_of(*tag) == 14;
    cJSON_Delete(json);
    return true;
}

static Str prefix_of(Str tag)
{
    size_t end = str_find(tag, '_');
    return str_cut(tag, 0, end == STR_NONE ? tag.len : end);
}

// --- drizzle-kit's snapshot --------------------------------------------------

static void read_snapshot_tables(Reader *r, const cJSON *json)
{
    Arena *a = r->arena;
    const cJSON *tables = cJSON_GetObjectItemCaseSensitive(json, "tables"), *t, *o;
    const cJSON *views = cJSON_GetObjectItemCaseSensitive(json, "views");
    HistoryTable *list = arena_many(a, HistoryTable, count_members(tables) + 1);
    struct {
        Str *items;
        size_t n, capacity;
    } objects = {0};
    size_t n = 0;
    cJSON_ArrayForEach(t, tables)
    {
        list[n++].name = string_of(a, t, "name");
        cJSON_ArrayForEach(o, cJSON_GetObjectItemCaseSensitive(t, "indexes")) *
            arena_push(a, objects, Str) = string_of(a, o, "name");
    }
    cJSON_ArrayForEach(o, views) * arena_push(a, objects, Str) =
        string_of(a, o, "name");
    r->out->tables = list;
    r->out->n_tables = n;
    r->out->objects = objects.items;
    r->out->n_objects = objects.n;
}

static bool read_snapshot(Reader *r, Str tag)
{
    cJSON *json;
    Str text, prefix = prefix_of(tag);
    Str path = in_meta(r->arena, r->out->path,
                       str_format(r->arena, "%.*s_snapshot.json", STR_ARG(prefix)));
    if (!read_json(r, path, &json, &text))
        return false;
    Str version = string_of(r->arena, json, "version");
    bool ok =
        !json || str_is(version, "6") ||
        fail(r, path, "is no snapshot of version 6: \"drizzle-kit up\" makes one");
    if (json && ok) {
        r->out->id = string_of(r->arena, json, "id");
        read_snapshot_tables(r, json);
    }
    cJSON_Delete(json);
    return ok;
}

// --- weave's notes -----------------------------------------------------------

static void read_noted_table(Arena *a, const cJSON *t, HistoryTable *out)
{
    const cJSON *columns = cJSON_GetObjectItemCaseSensitive(t, "columns"), *c;
    size_t n = count_members(columns);
    Str *names = arena_many(a, Str, n + 1), *keys = arena_many(a, Str, n + 1);
    *out = (HistoryTable){.name = str_copy(a, str_z(t->string)),
                          .key = string_of(a, t, "key"),
                          .columns = names,
                          .keys = keys};
    cJSON_ArrayForEach(c, columns)
    {
        names[out->n_columns] = str_copy(a, str_z(c->string));
        keys[out->n_columns++] =
            str_copy(a, str_z(cJSON_IsString(c) ? c->valuestring : ""));
    }
}

static void read_noted(Reader *r, const cJSON *json)
{
    Arena *a = r->arena;
    const cJSON *tables = cJSON_GetObjectItemCaseSensitive(json, "tables"), *o;
    const cJSON *objects = cJSON_GetObjectItemCaseSensitive(json, "objects");
    const cJSON *queries = cJSON_GetObjectItemCaseSensitive(json, "queries");
    HistoryTable *list = arena_many(a, HistoryTable, count_members(tables) + 1);
    Str *names = arena_many(a, Str, count_members(objects) + 1);
    Released *released = arena_many(a, Released, count_members(queries) + 1);
    size_t n = 0, m = 0, q = 0;
    cJSON_ArrayForEach(o, tables) read_noted_table(a, o, &list[n++]);
    cJSON_ArrayForEach(o, objects) if (cJSON_IsString(o)) names[m++] =
        str_copy(a, str_z(o->valuestring));
    cJSON_ArrayForEach(o, queries) released[q++] =
        (Released){string_of(a, o, "name"), string_of(a, o, "sql")};
    r->out->tables = list;
    r->out->n_tables = n;
    r->out->objects = names;
    r->out->n_objects = m;
    r->out->queries = released;
    r->out->n_queries = q;
}

static const HistoryTable *table_in(const HistoryTable *tables, size_t n, Str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(tables[i].name, name))
            return &tables[i];
    return NULL;
}

// drizzle-kit has gone on since: what is whose is in its snapshot, keys and queries are as
// they were noted last.
static void take_old_notes(Reader *r, const History *before)
{
    HistoryTable *list = arena_many(r->arena, HistoryTable, before->n_tables + 1);
    for (size_t i = 0; i < before->n_tables; i++) {
        const HistoryTable *noted =
            table_in(r->out->tables, r->out->n_tables, before->tables[i].name);
        list[i] = noted ? *noted : before->tables[i];
    }
    r->out->tables = list;
    r->out->n_tables = before->n_tables;
    r->out->objects = before->objects;
    r->out->n_objects = before->n_objects;
}

// The newest notes that there are, by name; none gives the empty Str.
static Str newest_notes(Reader *r)
{
    Str *names = NULL, newest = {0};
    size_t n = 0;
    Str meta = path_join(r->arena, r->out->path, S("meta"));
    if (!r->from.list || !r->from.list(r->from.context, r->arena, meta.ptr, &names, &n))
        return newest;
    for (size_t i = 0; i < n; i++)
        if (names[i].ptr[0] == '_' && str_ends(names[i], "_weave.json"))
            newest = names[i];
    return newest;
}

static bool read_notes(Reader *r)
{
    cJSON *json;
    Str text, name = newest_notes(r);
    if (!name.len)
        return true;
    Str path = in_meta(r->arena, r->out->path, name);
    if (!read_json(r, path, &json, &text))
        return false;
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(json, "version");
    bool ok = !json ||
              (cJSON_IsNumber(version) && version->valueint == NOTES_VERSION) ||
              fail(r, path, "was written by another version of weave");
    if (json && ok) {
        History before = *r->out;
        read_noted(r, json);
        if (!str_eq(string_of(r->arena, json, "snapshot"), r->out->id))
            take_old_notes(r, &before);
    }
    cJSON_Delete(json);
    return ok;
}

bool history_read(Arena *a, Loader from, Str folder, History *out, Str *why)
{
    *out = (History){.path = folder};
    Reader r = {.arena = a, .from = from, .out = out, .why = why};
    Str tag;
    if (!read_journal(&r, &tag))
        return false;
    return !tag.len || (read_snapshot(&r, tag) && read_notes(&r));
}

// --- marking -----------------------------------------------------------------

static bool has_object(const History *h, Str name)
{
    for (size_t i = 0; i < h->n_objects; i++)
        if (str_eq_nocase(h->objects[i], name))
            return true;
    return false;
}

void history_mark(const History *h, Schema *s)
{
    for (size_t i = 0; i < s->n_tables; i++) {
        SchemaTable *t = &s->tables[i];
        const HistoryTable *known = table_in(h->tables, h->n_tables, t->name);
        t->unmanaged = !known;
        t->key = known ? known->key : (Str){0};
        for (size_t k = 0; known && k < known->n_columns; k++) {
            SchemaColumn *c = schema_find_column(t, known->columns[k]);
            if (c)
                c->key = known->keys[k];
        }
    }
    for (size_t i = 0; i < s->n_objects; i++)
        s->objects[i].unmanaged = !has_object(h, s->objects[i].name);
}

// --- writing -----------------------------------------------------------------

static void add_str(Arena *a, cJSON *o, const char *name, Str s)
{
    cJSON_AddStringToObject(o, name, str_zero(a, s));
}

// "userQueries.list", and of a query in several statements "userQueries.list.posts".
static Str query_name(Arena *a, const Query *q)
{
    Buf b = {.arena = a};
    if (q->group.len)
        buf_format(&b, "%.*s.", STR_ARG(q->group));
    buf_put(&b, q->name);
    if (q->part.len)
        buf_format(&b, ".%.*s", STR_ARG(q->part));
    return buf_str(&b);
}

static void add_queries(Arena *a, cJSON *root, const Catalog *c)
{
    cJSON *queries = cJSON_AddArrayToObject(root, "queries");
    for (size_t i = 0; i < c->n_queries; i++) {
        cJSON *o = cJSON_CreateObject();
        add_str(a, o, "name", query_name(a, &c->queries[i]));
        add_str(a, o, "sql", c->queries[i].sql);
        cJSON_AddItemToArray(queries, o);
    }
}

Str history_notes(Arena *a, const Catalog *c, const Schema *s, Str snapshot)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddNumberToObject(root, "version", NOTES_VERSION);
    add_str(a, root, "snapshot", snapshot);
    cJSON *tables = cJSON_AddObjectToObject(root, "tables");
    for (size_t i = 0; i < s->n_tables; i++) {
        const SchemaTable *t = &s->tables[i];
        cJSON *o = cJSON_AddObjectToObject(tables, str_zero(a, t->name));
        add_str(a, o, "key", t->key);
        cJSON *columns = cJSON_AddObjectToObject(o, "columns");
        for (size_t k = 0; k < t->n_columns; k++)
            add_str(a, columns, str_zero(a, t->columns[k].name), t->columns[k].key);
    }
    cJSON *objects = cJSON_AddArrayToObject(root, "objects");
    for (size_t i = 0; i < s->n_objects; i++)
        cJSON_AddItemToArray(objects,
                             cJSON_CreateString(str_zero(a, s->objects[i].name)));
    add_queries(a, root, c);
    Str text = snapshot_text(a, root);
    cJSON_Delete(root);
    return str_format(a, "%.*s\n", STR_ARG(text));
}

// A statement to a breakpoint, as drizzle-kit writes them.
static Str file_text(Arena *a, const Str *statements, size_t n)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < n; i++) {
        bool table = str_starts(statements[i], "CREATE TABLE");
        buf_format(&b, "%.*s;", STR_ARG(statements[i]));
        if (i + 1 < n)
            buf_z(&b, table ? "\n--> statement-breakpoint\n"
                            : "--> statement-breakpoint\n");
    }
    return buf_str(&b);
}

// The same content has the same id.
static Str make_id(Arena *a, Str previous, Str tag, Str sql)
{
    Str all = str_format(a, "%.*s\n%.*s\n%.*s", STR_ARG(previous), STR_ARG(tag),
                         STR_ARG(sql));
    Str hex = sha256_hex(a, all);
    return str_format(a, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.ptr, hex.ptr + 8,
                      hex.ptr + 12, hex.ptr + 16, hex.ptr + 20);
}

static Str make_journal(Arena *a, const History *h, Str tag, double now)
{
    cJSON *root = h->journal.len
                      ? cJSON_ParseWithLength(h->journal.ptr, h->journal.len)
                      : cJSON_Parse("{\"version\":\"7\",\"dialect\":\"sqlite\","
                                    "\"entries\":[]}");
    cJSON *entries = cJSON_GetObjectItemCaseSensitive(root, "entries");
    cJSON *e = cJSON_CreateObject();
    cJSON_AddNumberToObject(e, "idx", (double)h->next);
    cJSON_AddStringToObject(e, "version", "6");
    cJSON_AddNumberToObject(e, "when", now > h->last ? now : h->last + 1);
    add_str(a, e, "tag", tag);
    cJSON_AddBoolToObject(e, "breakpoints", 1);
    cJSON_AddItemToArray(entries, e);
    Str text = snapshot_text(a, root);
    cJSON_Delete(root);
    return text;
}

static Str make_tag(Arena *a, const History *h, Str name, double now)
{
    if (!h->stamped)
        return str_format(a, "%04zu_%.*s", h->next, STR_ARG(name));
    char stamp[16];
    time_t seconds = (time_t)(now / 1000);
    struct tm tm;
    strftime(stamp, sizeof stamp, "%Y%m%d%H%M%S", gmtime_r(&seconds, &tm));
    return str_format(a, "%s_%.*s", stamp, STR_ARG(name));
}

Chapter history_chapter(Arena *a, const History *h, const Catalog *c, const Schema *s,
                        Str name, const Str *statements, size_t n, double now)
{
    Chapter out = {.tag = make_tag(a, h, name, now)};
    Str previous = h->id.len ? h->id : S("00000000-0000-0000-0000-000000000000");
    out.sql = file_text(a, statements, n);
    Str id = make_id(a, previous, out.tag, out.sql);
    cJSON *json = snapshot_json(a, c, id, previous);
    out.snapshot = snapshot_text(a, json);
    cJSON_Delete(json);
    out.notes = history_notes(a, c, s, id);
    out.journal = make_journal(a, h, out.tag, now);
    return out;
}
