// record.c - what the last weave was asked, read, wrote and said.
//
//     weave 1 HASH               of what it was asked, and of weave itself
//     read HASH schema.ts
//     asked 0 HASH columns.tsx   an AskedKind
//     wrote HASH gen/db.gen.h
//     files 14                   that stand in the output directory
//     said 120                   bytes, which follow

#include "driver/record.h"

#include "base/hash.h"
#include "driver/swap.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>

static const char *record_path(const Weave *w)
{
    const Project *p = &w->project;
    return path_join(p->arena, str_z(p->midstage), S("woven")).ptr;
}

// 0 for a file that cannot be read, which no record has.
static uint64_t content_of(const char *path)
{
    uint64_t hash;
    return file_hash(path, &hash) ? hash : 0;
}

// --- what was asked ----------------------------------------------------------

static uint64_t hash_self(const Toolchain *t)
{
    Arena scratch = {0};
    uint64_t hash = hash_str(HASH_START, str_z(sqlite3_sourceid()));
    for (const char *const *word = t->cc; *word; word++)
        hash = hash_str(hash, str_z(*word));
    hash = hash_int(hash, content_of("/proc/self/exe"));
    hash = hash_int(hash, content_of(t->archive));
    Str header = path_join(&scratch, str_z(t->runtime), S("weave.h"));
    hash = hash_int(hash, content_of(header.ptr));
    arena_free(&scratch);
    return hash;
}

// False if the tools are not there.
static bool hash_request(Weave *w, uint64_t *out)
{
    Project *p = &w->project;
    Str why;
    if (!w->tools.cc &&
        !toolchain_find(p->arena, p->options->cc, &p->config, &w->tools, &why))
        return false;
    uint64_t hash = hash_self(&w->tools);
    for (size_t i = 0; i < p->options->n_words; i++)
        hash = hash_str(hash, str_z(p->options->words[i]));
    for (size_t i = 0; i < p->schema.n; i++)
        hash = hash_str(hash, p->schema.items[i]);
    hash = hash_str(hash, p->config.migrations);
    hash = hash_str(hash, str_z(p->out));
    *out = hash_str(hash, path_absolute(p->arena, S(".")));
    return true;
}

// --- writing -----------------------------------------------------------------

static void put_file(Buf *out, const char *word, const char *path)
{
    buf_format(out, "%s %016" PRIx64 " %s\n", word, content_of(path), path);
}

static void put_sources(const Weave *w, Buf *out)
{
    const Project *p = &w->project;
    const Sources *s = &p->sources;
    for (size_t i = 0; i < s->n; i++)
        buf_format(out, "read %016" PRIx64 " %.*s\n", hash_content(s->items[i].text),
                   STR_ARG(s->items[i].path));
    FileList more = toolchain_users_inputs(p->arena, &p->config, p->midstage);
    for (size_t i = 0; i < more.n; i++)
        put_file(out, "read", str_zero(p->arena, more.items[i]));
    for (size_t i = 0; i < s->asked.n; i++)
        buf_format(out, "asked %d %016" PRIx64 " %.*s\n", (int)s->asked.items[i].kind,
                   s->asked.items[i].answer, STR_ARG(s->asked.items[i].name));
}

static void put_products(const Weave *w, Buf *out)
{
    const Project *p = &w->project;
    const Options *o = p->options;
    for (size_t i = 0; i < w->n_files; i++)
        put_file(out, "wrote", path_join(p->arena, str_z(p->out), w->files[i]).ptr);
    for (size_t i = 0; i < o->amalgams.n; i++)
        put_file(out, "wrote", str_zero(p->arena, o->amalgams.items[i]));
    if (o->depfile)
        put_file(out, "wrote", o->depfile);
    buf_format(out, "files %zu\n", w->n_files);
}

void record_write(Weave *w, Str said)
{
    Buf out = {.arena = w->project.arena};
    uint64_t request;
    const Project *p = &w->project;
    // What an editor saved meanwhile the compiler may not have seen.
    if (!toolchain_users_have_changed(p->arena, &p->config, p->midstage) &&
        hash_request(w, &request)) {
        buf_format(&out, "weave 1 %016" PRIx64 "\n", request);
        put_sources(w, &out);
        put_products(w, &out);
        buf_format(&out, "said %zu\n", said.len);
        buf_put(&out, said);
        file_write_if_changed(record_path(w), buf_str(&out), NULL);
    }
}

// --- reading -----------------------------------------------------------------

// A line's words, taken one by one.
static Str take_word(Str *line)
{
    size_t end = str_find(*line, ' ');
    Str word = end == STR_NONE ? *line : str_cut(*line, 0, end);
    *line = str_cut(*line, word.len + (end != STR_NONE), line->len);
    return word;
}

static uint64_t take_number(Arena *a, Str *line, int base)
{
    return strtoull(str_zero(a, take_word(line)), NULL, base);
}

// Whether what one line of the record says holds today.
static bool holds(Weave *w, Arena *scratch, Str line, uint64_t request)
{
    Arena *a = w->project.arena;
    Str word = take_word(&line);
    if (str_is(word, "weave"))
        return take_number(a, &line, 10) == 1 && take_number(a, &line, 16) == request;
    if (str_is(word, "files")) {
        Str *names;
        size_t n;
        return file_list(a, w->project.out, &names, &n) &&
               n == take_number(a, &line, 10);
    }
    bool asked = str_is(word, "asked");
    if (!asked && !str_is(word, "read") && !str_is(word, "wrote"))
        return false;
    uint64_t kind = asked ? take_number(a, &line, 10) : 0;
    uint64_t hash = take_number(a, &line, 16);
    return asked ? sources_answer(scratch, (AskedKind)kind, line) == hash
                 : hash && content_of(str_zero(a, line)) == hash;
}

bool record_is_current(Weave *w, Str *said)
{
    const Project *p = &w->project;
    Arena scratch = {0};
    Str text, rest;
    uint64_t request;
    bool same = !p->options->force && !p->options->dry &&
                file_read(p->arena, record_path(w), &text) &&
                hash_request(w, &request) &&
                !swap_has_leftovers(p->arena, str_z(p->out));
    for (size_t at = 0; same; at += rest.len + 1) {
        rest = str_cut(text, at, text.len);
        size_t end = str_find(rest, '\n');
        if (end == STR_NONE)
            break; // cut off
        rest = str_cut(rest, 0, end);
        if (str_starts(rest, "said ")) {
            *said = str_cut(text, at + rest.len + 1, text.len);
            arena_free(&scratch);
            return true;
        }
        same = holds(w, &scratch, rest, request);
    }
    arena_free(&scratch);
    return false;
}
