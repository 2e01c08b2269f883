// folder.c - a Drizzle migration folder, read.

#include "migrate/folder.h"

#include "base/sha256.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <string.h>

enum { STAMP = 14 }; // YYYYMMDDHHMMSS

typedef struct Reader {
    Arena *arena;
    Loader from;
    Str path;
    Diag *diag;
    Severity severity;
    Folder *out;
} Reader;

static bool fail(Reader *r, Str path, const char *why)
{
    diag_report(r->diag, r->severity, (Span){diag_file(r->diag, path), 0, 0}, DIAG_W150,
                "%s", why);
    return false;
}

// --- one file ----------------------------------------------------------------

static const char breakpoint[] = "--> statement-breakpoint";

Migration folder_migration(Arena *a, Str name, Str created_at, Str text, uint32_t file)
{
    struct {
        Statement *items;
        size_t n, capacity;
    } statements = {0};
    for (size_t start = 0; start <= text.len;) {
        Str rest = str_cut(text, start, text.len);
        size_t len = str_find_str(rest, str_z(breakpoint));
        Str sql = str_trim(str_cut(rest, 0, len == STR_NONE ? rest.len : len));
        if (sql.len)
            *arena_push(a, statements, Statement) = (Statement){
                .sql = str_copy(a, sql),
                .at = {file, (uint32_t)(sql.ptr - text.ptr), (uint32_t)sql.len}};
        start = len == STR_NONE ? text.len + 1 : start + len + sizeof breakpoint - 1;
    }
    return (Migration){.name = name,
                       .hash = sha256_hex(a, text),
                       .created_at = created_at,
                       .statements = statements.items,
                       .n_statements = statements.n,
                       .at = {file, 0, 0}};
}

static bool add(Reader *r, Str path, Str name, Str created_at)
{
    Str text;
    if (!load(r->from, r->arena, path, &text))
        return fail(
            r, path,
            str_format(r->arena, "cannot read the migration: %s", file_why(errno)).ptr);
    if (memchr(text.ptr, '\0', text.len))
        return fail(r, path, "a NUL stands in the migration");
    *arena_push(r->arena, *r->out, Migration) =
        folder_migration(r->arena, name, created_at, text, diag_file(r->diag, path));
    return true;
}

static bool is_twice(const Folder *f, Str name)
{
    for (size_t i = 0; i < f->n; i++)
        if (str_eq(f->items[i].name, name))
            return true;
    return false;
}

// --- 0.31: a journal ---------------------------------------------------------

static bool read_entry(Reader *r, Str journal, const cJSON *entry)
{
    const cJSON *tag = cJSON_GetObjectItemCaseSensitive(entry, "tag");
    const cJSON *when = cJSON_GetObjectItemCaseSensitive(entry, "when");
    double most = 9007199254740991; // what JavaScript counts to
    if (!cJSON_IsString(tag) || !cJSON_IsNumber(when) || when->valuedouble < 0 ||
        when->valuedouble > most)
        return fail(r, journal,
                    "an entry of the journal has no \"tag\" or no \"when\"");
    Str name = str_copy(r->arena, str_z(tag->valuestring));
    if (is_twice(r->out, name))
        return fail(
            r, journal,
            str_format(r->arena, "the journal has %.*s twice", STR_ARG(name)).ptr);
    Str file = str_format(r->arena, "%.*s.sql", STR_ARG(name));
    return add(r, path_join(r->arena, r->path, file), name,
               str_format(r->arena, "%.0f", when->valuedouble));
}

static bool read_journal(Reader *r, Str path, Str text)
{
    cJSON *json = cJSON_ParseWithLength(text.ptr, text.len);
    const cJSON *entries = cJSON_GetObjectItemCaseSensitive(json, "entries");
    bool ok = cJSON_IsArray(entries);
    if (!ok)
        fail(r, path,
             json ? "the journal has no \"entries\"" : "the journal is not valid JSON");
    for (const cJSON *e = ok ? entries->child : NULL; e; e = e->next)
        ok = read_entry(r, path, e) && ok;
    cJSON_Delete(json);
    return ok;
}

// --- 1.0: a folder each ------------------------------------------------------

// Days since 1970 of a day of the Gregorian calendar; months and days that there are not
// lead on to the next, as in JavaScript.
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    year += (month - 1) / 12 - (month < 1);
    month = (month + 11) % 12 + 1;
    year -= month <= 2;
    int64_t era = year / 400, of_era = year % 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t number_at(Str name, size_t start, size_t len)
{
    int64_t n = 0;
    for (size_t i = start; i < start + len; i++)
        n = n * 10 + (name.ptr[i] - '0');
    return n;
}

static bool is_stamped(Str name)
{
    size_t i = 0;
    while (i < STAMP && i < name.len && name.ptr[i] >= '0' && name.ptr[i] <= '9')
        i++;
    return i == STAMP;
}

static Str millis_of(Arena *a, Str name)
{
    int64_t days =
        days_of(number_at(name, 0, 4), number_at(name, 4, 2), number_at(name, 6, 2));
    int64_t seconds =
        ((days * 24 + number_at(name, 8, 2)) * 60 + number_at(name, 10, 2)) * 60 +
        number_at(name, 12, 2);
    return str_format(a, "%lld", (long long)seconds * 1000);
}

static bool read_folders(Reader *r)
{
    Str *names;
    size_t n;
    bool ok = true;
    if (!r->from.list ||
        !r->from.list(r->from.context, r->arena, r->path.ptr, &names, &n))
        return errno == ENOENT || !r->from.list ||
               fail(r, r->path,
                    str_format(r->arena, "cannot read the folder: %s", strerror(errno))
                        .ptr);
    for (size_t i = 0; i < n; i++) {
        Str path = path_join(r->arena, path_join(r->arena, r->path, names[i]),
                             S("migration.sql"));
        Str text;
        if (!load(r->from, r->arena, path, &text) &&
            (errno == ENOENT || errno == ENOTDIR))
            continue;
        r->out->by_name = true;
        if (!is_stamped(names[i]))
            ok =
                fail(r, path, "the folder of a migration is named YYYYMMDDHHMMSS_name");
        else
            ok = add(r, path, str_copy(r->arena, names[i]),
                     millis_of(r->arena, names[i])) &&
                 ok;
    }
    return ok;
}

bool folder_read(Arena *a, Loader from, Str path, Diag *d, Severity severity,
                 Folder *out)
{
    *out = (Folder){0};
    Reader r = {a, from, path, d, severity, out};
    Str journal = path_join(a, path, S("meta/_journal.json")), text;
    bool ok =
        load(from, a, journal, &text) ? read_journal(&r, journal, text)
        : errno == ENOENT || errno == ENOTDIR
            ? read_folders(&r)
            : fail(&r, journal,
                   str_format(a, "cannot read the journal: %s", file_why(errno)).ptr);
    if (!ok)
        *out = (Folder){0};
    return ok;
}
