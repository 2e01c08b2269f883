// diag_runner.c - wrong programs, and what weave must say of them.
//
//     diag_runner CASE...
//
// A comment under a faulty line holds carets under the fault, the code, and a part of
// the message:
//
//     export const q = { a: defineQuery`SELECT ${1}` };
//     //                                         ^ W120 a query cannot hold a number
//
// Everything said must be expected, and everything expected must be said. `note` in the
// place of the code expects a note of any diagnostic; others may be there. Cases are
// schemas, configurations (*.config.ts) and SQL files; a file whose name begins with
// "_" is there to be imported. Prints TAP.

#include "stage1_parse/stage1.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

typedef struct Expected {
    int line, column, end_column;
    Str code, message;
    bool said;
} Expected;

typedef struct Case {
    Arena arena;
    Str path, text;
    struct {
        Expected *items;
        size_t n, capacity;
    } expected;
    Buf complaints;
} Case;

// "//      ^^^^ W102 message": true, with the place in *out.
static bool read_expectation(Str line, Expected *out)
{
    size_t i = 0;
    while (i < line.len && line.ptr[i] == ' ')
        i++;
    Str rest = str_cut(line, i, line.len);
    if (!str_starts(rest, "//") && !str_starts(rest, "--"))
        return false;
    for (i += 2; i < line.len && line.ptr[i] == ' ';)
        i++;
    out->column = (int)i + 1;
    while (i < line.len && line.ptr[i] == '^')
        i++;
    out->end_column = (int)i + 1;
    if (out->column == out->end_column)
        return false;
    rest = str_trim(str_cut(line, i, line.len));
    size_t space = str_find(rest, ' ');
    out->code = str_cut(rest, 0, space == STR_NONE ? rest.len : space);
    out->message = str_trim(str_cut(rest, out->code.len, rest.len));
    return true;
}

static void read_expectations(Case *c)
{
    int line = 0, faulty = 0;
    for (size_t i = 0; i < c->text.len;) {
        size_t end = i;
        while (end < c->text.len && c->text.ptr[end] != '\n')
            end++;
        line++;
        Expected expected = {0};
        if (read_expectation(str_cut(c->text, i, end), &expected)) {
            expected.line = faulty;
            *arena_push(&c->arena, c->expected, Expected) = expected;
        } else {
            faulty = line;
        }
        i = end + 1;
    }
}

// --- what is said ------------------------------------------------------------

static Str run(Case *c)
{
    char *said = NULL;
    size_t len = 0;
    Diag *d = diag_new(&c->arena, file_loader());
    FILE *out = open_memstream(&said, &len);
    if (str_ends(c->path, ".config.ts")) {
        Config config;
        stage1_config(&c->arena, file_loader(), c->path, d, &config);
    } else {
        Catalog catalog;
        Stage1Input input = {.loader = file_loader(), .paths = &c->path, .n_paths = 1};
        stage1_parse(&c->arena, &input, d, &catalog);
    }
    diag_print(d, DIAG_JSON, false, out);
    fclose(out);
    Str copy = str_copy(&c->arena, (Str){said, len});
    free(said);
    return copy;
}

static int number(const cJSON *item, const char *name)
{
    const cJSON *value = cJSON_GetObjectItem(item, name);
    return value ? value->valueint : 0;
}

static Str string(const cJSON *item, const char *name)
{
    return str_z(cJSON_GetStringValue(cJSON_GetObjectItem(item, name)));
}

static bool is_note(const Expected *x)
{
    return str_is(x->code, "note");
}

static bool matches(const Case *c, const Expected *x, const cJSON *item)
{
    int column = number(item, "column"), end = number(item, "endColumn");
    bool several = number(item, "endLine") != x->line;
    return !x->said && str_eq(string(item, "file"), c->path) &&
           number(item, "line") == x->line && column == x->column &&
           (several || (end > column ? end : column + 1) == x->end_column) &&
           (is_note(x) || str_eq(string(item, "code"), x->code)) &&
           str_find_str(string(item, "message"), x->message) != STR_NONE;
}

static void check_notes(Case *c, const cJSON *item)
{
    const cJSON *note;
    cJSON_ArrayForEach(
        note, cJSON_GetObjectItem(
                  item, "notes")) for (size_t i = 0; i < c->expected.n;
                                       i++) if (is_note(&c->expected.items[i]) &&
                                                matches(c, &c->expected.items[i], note))
    {
        c->expected.items[i].said = true;
        break;
    }
}

static void check_said(Case *c, Str line)
{
    cJSON *item = cJSON_ParseWithLength(line.ptr, line.len);
    check_notes(c, item);
    for (size_t i = 0; i < c->expected.n; i++)
        if (!is_note(&c->expected.items[i]) &&
            matches(c, &c->expected.items[i], item)) {
            c->expected.items[i].said = true;
            cJSON_Delete(item);
            return;
        }
    buf_format(&c->complaints, "# said, not expected: %.*s\n", STR_ARG(line));
    cJSON_Delete(item);
}

static bool check(Case *c)
{
    c->complaints.arena = &c->arena;
    if (!file_read(&c->arena, c->path.ptr, &c->text)) {
        buf_z(&c->complaints, "# cannot be read\n");
        return false;
    }
    read_expectations(c);
    if (!c->expected.n)
        buf_z(&c->complaints, "# expects nothing\n");
    Str said = run(c);
    for (size_t i = 0; i < said.len;) {
        size_t end = i;
        while (end < said.len && said.ptr[end] != '\n')
            end++;
        check_said(c, str_cut(said, i, end));
        i = end + 1;
    }
    for (size_t i = 0; i < c->expected.n; i++) {
        const Expected *x = &c->expected.items[i];
        if (!x->said)
            buf_format(&c->complaints, "# expected, not said: %d:%d-%d %.*s %.*s\n",
                       x->line, x->column, x->end_column, STR_ARG(x->code),
                       STR_ARG(x->message));
    }
    return c->complaints.n == 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    printf("1..%d\n", argc - 1);
    for (int i = 1; i < argc; i++) {
        Case c = {0};
        c.path = path_join(&c.arena, S("."), str_z(argv[i])); // as messages say it
        bool good = check(&c);
        Str base = path_base(c.path);
        printf("%s %d - %.*s\n", good ? "ok" : "not ok", i, STR_ARG(base));
        fwrite(c.complaints.items ? c.complaints.items : "", 1, c.complaints.n, stdout);
        failed += !good;
        arena_free(&c.arena);
    }
    return failed > 0;
}
