// remembered.c - which modules need not be judged again.
//
//     judged 1 KEY                 the base
//     module media
//     key KEY KEY                  its own, and that of its places
//     file HASH media.gen.c        twice
//     names HASH HASH ...
//     withstood KEY                for each query
//     said {...}                   for each diagnostic
//     end

#include "stage3_emit/remembered.h"

#include "catalog/catalog_fields.h"
#include "stage3_emit/names.h"

#include <stdlib.h>

// Raised when modules are judged or emitted otherwise by something that is not in this
// program.
enum { VERSION = 1 };

// --- keys ------------------------------------------------------------------------

typedef struct Mixer {
    const uint64_t *sources; // a hash for each, by number; of nowhere the first
    size_t n_sources;
    Key *key, *places;
} Mixer;

static void mix_struct(const Mixer *m, const Shape *shape, const char *at);

static void mix_items(const Mixer *m, const Field *f, const char *base)
{
    const char *items = field_items(f, base);
    size_t n = field_count(f, base);
    key_int(m->key, n);
    for (size_t i = 0; i < n; i++)
        if (f->kind == FIELD_STRS)
            key_str(m->key, ((const Str *)(const void *)items)[i]);
        else
            mix_struct(m, f->of, items + i * f->of->size);
}

static void mix_place(const Mixer *m, const Span *at)
{
    key_int(m->places, at->file <= m->n_sources ? m->sources[at->file] : at->file);
    key_int(m->places, (uint64_t)at->start << 32 | at->len);
}

static void mix_field(const Mixer *m, const Field *f, const char *base)
{
    const void *at = base + f->offset;
    switch (f->kind) {
    case FIELD_STR: key_str(m->key, *(const Str *)at); break;
    case FIELD_BOOL: key_int(m->key, *(const bool *)at); break;
    case FIELD_U32: key_int(m->key, *(const uint32_t *)at); break;
    case FIELD_ENUM: key_int(m->key, (uint64_t) * (const int *)at); break;
    case FIELD_SPAN: mix_place(m, at); break;
    case FIELD_STRUCT: mix_struct(m, f->of, at); break;
    case FIELD_STRS:
    case FIELD_LIST: mix_items(m, f, base); break;
    }
}

static void mix_struct(const Mixer *m, const Shape *shape, const char *at)
{
    for (size_t i = 0; i < shape->n_fields; i++)
        mix_field(m, &shape->fields[i], at);
}

static const uint64_t *hash_sources(Arena *a, const Catalog *c)
{
    uint64_t *hashes = arena_many(a, uint64_t, c->n_sources + 1);
    for (size_t i = 0; i < c->n_sources; i++)
        hashes[i + 1] =
            hash_str(hash_str(HASH_START, c->sources[i].path), c->sources[i].name);
    return hashes;
}

// All of the catalog but its queries, and but what its sources are numbered.
static void mix_catalog(const Mixer *m, const Catalog *c)
{
    for (size_t i = 0; i < catalog_shape.n_fields; i++) {
        const Field *f = &catalog_shape.fields[i];
        if (f->offset != offsetof(Catalog, queries) &&
            f->offset != offsetof(Catalog, sources))
            mix_field(m, f, (const char *)c);
    }
}

static bool make_base(Remembered *r, const uint64_t *sources, const Refuting *how)
{
    uint64_t self = 0;
    bool known = file_hash("/proc/self/exe", &self);
    r->base = key_start();
    key_int(&r->base, VERSION);
    key_int(&r->base, self);
    key_sqlite(&r->base);
    key_str(&r->base, how->salt);
    key_int(&r->base, how->milliseconds);
    mix_catalog(&(Mixer){sources, r->catalog->n_sources, &r->base, &r->base},
                r->catalog);
    return known;
}

static Key key_of_name(const Remembered *r, Str name)
{
    Key k = r->base;
    key_str(&k, name);
    return k;
}

// A place in a file matters to what is emitted only as a line.
static void mix_query(Remembered *r, const uint64_t *sources, const Query *q, Diag *d)
{
    size_t n = r->modules.n, i = intern_put(r->arena, &r->modules, q->module);
    if (i == n)
        r->keys[i] = r->places[i] = key_of_name(r, q->module);
    Mixer m = {sources, r->catalog->n_sources, &r->keys[i], &r->places[i]};
    mix_struct(&m, &query_shape, (const char *)q);
    mix_place(&(Mixer){sources, m.n_sources, m.key, m.key}, &(Span){q->at.file, 0, 0});
    key_int(m.key, diag_line(d, q->at));
}

static void make_keys(Remembered *r, const uint64_t *sources, Diag *d)
{
    r->keys = arena_many(r->arena, Key, r->catalog->n_queries);
    r->places = arena_many(r->arena, Key, r->catalog->n_queries);
    for (size_t i = 0; i < r->catalog->n_queries; i++)
        mix_query(r, sources, &r->catalog->queries[i], d);
}

// The keys of a module of today; one without queries is a table's, which the base has.
static void keys_of(const Remembered *r, Str name, Key *key, Key *places)
{
    size_t i = intern_find(&r->modules, name);
    *key = i == STR_NONE ? key_of_name(r, name) : r->keys[i];
    *places = i == STR_NONE ? *key : r->places[i];
}

// --- reading -----------------------------------------------------------------------

typedef struct Reader {
    Arena *arena;
    Str text;
    size_t at;
    Str line, rest; // of the line, behind its word
} Reader;

static bool next_line(Reader *r)
{
    Str text = str_cut(r->text, r->at, r->text.len);
    size_t end = str_find(text, '\n');
    if (end == STR_NONE)
        return false;
    r->line = str_cut(text, 0, end);
    r->at += end + 1;
    return true;
}

static bool is_word(Reader *r, Str word)
{
    if (!str_starts(r->line, word.ptr))
        return false;
    r->rest = str_cut(r->line, word.len, r->line.len);
    return true;
}

static bool read_names(Reader *r, RememberedModule *m)
{
    uint64_t *names = arena_many(r->arena, uint64_t, r->rest.len / KEY_HALF + 1);
    for (size_t at = 0; at < r->rest.len; at += KEY_HALF + 1)
        if (!key_read_half(str_cut(r->rest, at, r->rest.len), &names[m->n_names++]))
            return false;
    m->names = names;
    return true;
}

static bool read_file(Reader *r, RememberedFile *f)
{
    f->name = str_cut(r->rest, KEY_HALF + 1, r->rest.len);
    return key_read_half(r->rest, &f->content) && f->name.len;
}

static bool read_part(Reader *r, RememberedModule *m)
{
    if (is_word(r, S("key ")))
        return key_read(r->rest, &m->key) &&
               key_read(str_cut(r->rest, KEY_TEXT + 1, r->rest.len), &m->places);
    if (is_word(r, S("file ")))
        return read_file(r, &m->files[m->files[0].name.len > 0]);
    if (is_word(r, S("names ")))
        return read_names(r, m);
    if (is_word(r, S("withstood ")))
        return key_read(r->rest, arena_push(r->arena, m->withstood, Key));
    if (!is_word(r, S("said ")))
        return false;
    *arena_push(r->arena, m->said, Str) = r->rest;
    return true;
}

static bool read_module(Reader *r, RememberedModule *m)
{
    if (!next_line(r) || !is_word(r, S("module ")))
        return false;
    *m = (RememberedModule){.name = r->rest};
    while (next_line(r)) {
        if (str_is(r->line, "end"))
            return m->files[1].name.len > 0;
        if (!read_part(r, m))
            return false;
    }
    return false;
}

// --- what is kept --------------------------------------------------------------------

static bool calls_table(const Remembered *r, const DeclaredUnion *u, Str module)
{
    if (str_eq(name_snake(r->arena, u->table), module))
        return true;
    const Settings *s = &r->catalog->settings;
    for (size_t i = 0; i < s->n_names; i++)
        if (str_eq(s->names[i].table, u->table) &&
            str_eq(name_snake(r->arena, s->names[i].name), module))
            return true;
    return false;
}

static bool has_union(const Remembered *r, Str module)
{
    for (size_t i = 0; i < r->catalog->n_unions; i++) {
        const DeclaredUnion *u = &r->catalog->unions[i];
        if (str_eq(u->module, module) || calls_table(r, u, module))
            return true;
    }
    return false;
}

static bool is_as_it_was(const Remembered *r, const RememberedModule *m)
{
    Key key, places;
    keys_of(r, m->name, &key, &places);
    return key_eq(key, m->key) && (!m->said.n || key_eq(places, m->places)) &&
           !has_union(r, m->name);
}

static bool files_are_there(const RememberedModule *m, const char *last)
{
    Arena scratch = {0};
    bool there = true;
    for (size_t i = 0; i < 2 && there; i++) {
        uint64_t content;
        Str path = path_join(&scratch, str_z(last), m->files[i].name);
        there = file_hash(path.ptr, &content) && content == m->files[i].content;
        arena_free(&scratch);
    }
    return there;
}

static void read_all(Remembered *r, Reader *in, const char *last, Diag *d)
{
    RememberedModule m;
    Key base;
    if (!next_line(in) || !is_word(in, S("judged 1 ")) || !key_read(in->rest, &base) ||
        !key_eq(base, r->base))
        return;
    while (read_module(in, &m)) {
        if (!is_as_it_was(r, &m) || !files_are_there(&m, last))
            continue;
        intern_put(r->arena, &r->kept, m.name);
        *arena_push(r->arena, r->kept_modules, RememberedModule) = m;
        for (size_t i = 0; i < m.said.n; i++)
            diag_read_wire(d, m.said.items[i]);
    }
}

void remembered_read(Remembered *r, Arena *a, const char *path, const char *last,
                     const Catalog *c, const Refuting *how, Diag *d)
{
    *r = (Remembered){.arena = a, .catalog = c, .path = path};
    const uint64_t *sources = hash_sources(a, c);
    if (!path || !last || !make_base(r, sources, how)) {
        r->path = NULL;
        return;
    }
    make_keys(r, sources, d);
    Reader in = {.arena = a};
    if (file_read(a, path, &in.text))
        read_all(r, &in, last, d);
}

const Key *remembered_withstood(const Remembered *r, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < r->kept_modules.n; i++)
        *n += r->kept_modules.items[i].withstood.n;
    if (*n == 0)
        return NULL;
    Key *keys = arena_many(r->arena, Key, *n);
    for (size_t i = 0, at = 0; i < r->kept_modules.n; i++)
        for (size_t k = 0; k < r->kept_modules.items[i].withstood.n; k++)
            keys[at++] = r->kept_modules.items[i].withstood.items[k];
    return keys;
}

void remembered_forget(Remembered *r)
{
    r->kept = r->new = (Intern){0};
    r->kept_modules = r->new_modules = (ModuleList){0};
}

// --- what is new ---------------------------------------------------------------------

static RememberedModule *find_new(Remembered *r, Str name)
{
    size_t i = intern_find(&r->new, name);
    return i == STR_NONE ? NULL : &r->new_modules.items[i];
}

static RememberedModule *make_new(Remembered *r, Str name)
{
    RememberedModule *m = find_new(r, name);
    if (m)
        return m;
    intern_put(r->arena, &r->new, name);
    m = arena_push(r->arena, r->new_modules, RememberedModule);
    *m = (RememberedModule){.name = name, .doubtful = has_union(r, name)};
    keys_of(r, name, &m->key, &m->places);
    return m;
}

static void note_file(Remembered *r, const EmittedFile *f)
{
    if (!f->module.len || intern_find(&r->kept, f->module) != STR_NONE)
        return;
    RememberedModule *m = make_new(r, f->module);
    bool header = str_ends(f->name, ".h");
    m->files[header] = (RememberedFile){f->name, hash_content(f->text)};
    if (!header)
        return;
    m->names = f->names;
    m->n_names = f->n_names;
}

static bool is_within(Span at, Span query)
{
    return at.file == query.file && at.start >= query.start &&
           at.start + at.len <= query.start + query.len;
}

// What is said at a place that is not the query's own may be said of others, too, and is
// said once.
static void note_said(Remembered *r, const Said *said, Diag *d)
{
    RememberedModule *m = find_new(r, said->query->module);
    if (!m)
        return;
    *arena_push(r->arena, m->said, Str) = diag_wire(d, said->diag);
    m->doubtful |= !is_within(diag_at(d, said->diag), said->query->at);
}

void remembered_note(Remembered *r, const Checked *c, Diag *d, const EmittedFile *files,
                     size_t n)
{
    if (!r->path)
        return;
    for (size_t i = 0; i < n; i++)
        note_file(r, &files[i]);
    for (size_t i = 0; i < c->said.n; i++)
        note_said(r, &c->said.items[i], d);
}

// --- names that several take -----------------------------------------------------------

typedef struct Taken {
    uint64_t name;
    RememberedModule *by;
    bool kept;
} Taken;

static int by_name(const void *left, const void *right)
{
    const Taken *a = left, *b = right;
    return a->name < b->name ? -1 : a->name > b->name;
}

static size_t count_names(const ModuleList *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->items[i].n_names;
    return n;
}

static void add_names(Taken *taken, size_t *n, const ModuleList *list, bool kept)
{
    for (size_t i = 0; i < list->n; i++)
        for (size_t k = 0; k < list->items[i].n_names; k++)
            taken[(*n)++] = (Taken){list->items[i].names[k], &list->items[i], kept};
}

// All names, sorted.
static Taken *take_names(const Remembered *r, Arena *a, size_t *n)
{
    Taken *taken = arena_many(
        a, Taken, count_names(&r->kept_modules) + count_names(&r->new_modules));
    *n = 0;
    add_names(taken, n, &r->kept_modules, true);
    add_names(taken, n, &r->new_modules, false);
    if (*n)
        qsort(taken, *n, sizeof *taken, by_name);
    return taken;
}

bool remembered_clashes(const Remembered *r)
{
    Arena scratch = {0};
    size_t n;
    bool clashes = false;
    const Taken *taken = r->kept.n ? take_names(r, &scratch, &n) : NULL;
    for (size_t i = 1; taken && i < n && !clashes; i++)
        clashes = taken[i].name == taken[i - 1].name &&
                  taken[i].by != taken[i - 1].by &&
                  (taken[i].kept || taken[i - 1].kept);
    arena_free(&scratch);
    return clashes;
}

static void doubt_clashes(Remembered *r)
{
    Arena scratch = {0};
    size_t n;
    Taken *taken = take_names(r, &scratch, &n);
    for (size_t i = 1; i < n; i++)
        if (taken[i].name == taken[i - 1].name && taken[i].by != taken[i - 1].by)
            taken[i].by->doubtful = taken[i - 1].by->doubtful = true;
    arena_free(&scratch);
}

// --- writing -------------------------------------------------------------------------

static void note_attacked(Remembered *r, const Checked *c, const Attacked *attacked)
{
    for (size_t i = 0; attacked && i < c->n_queries; i++) {
        RememberedModule *m = find_new(r, c->queries[i].query->module);
        if (!m || attacked[i].left_out)
            continue;
        *arena_push(r->arena, m->withstood, Key) = attacked[i].key;
        m->doubtful |= !attacked[i].withstood;
    }
}

static void put_module(Buf *out, const RememberedModule *m)
{
    buf_format(out, "module %.*s\nkey ", STR_ARG(m->name));
    key_put(out, m->key);
    buf_char(out, ' ');
    key_put(out, m->places);
    for (size_t i = 0; i < 2; i++) {
        buf_z(out, "\nfile ");
        key_put_half(out, m->files[i].content);
        buf_format(out, " %.*s", STR_ARG(m->files[i].name));
    }
    buf_z(out, "\nnames");
    for (size_t i = 0; i < m->n_names; i++) {
        buf_char(out, ' ');
        key_put_half(out, m->names[i]);
    }
    for (size_t i = 0; i < m->withstood.n; i++) {
        buf_z(out, "\nwithstood ");
        key_put(out, m->withstood.items[i]);
    }
    for (size_t i = 0; i < m->said.n; i++)
        buf_format(out, "\nsaid %.*s", STR_ARG(m->said.items[i]));
    buf_z(out, "\nend\n");
}

static void put_modules(Buf *out, const ModuleList *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!list->items[i].doubtful && str_find(list->items[i].name, '\n') == STR_NONE)
            put_module(out, &list->items[i]);
}

// What could not be written is judged once more, that is all.
void remembered_write(Remembered *r, const Checked *c, const Attacked *attacked)
{
    if (!r->path)
        return;
    Buf out = {.arena = r->arena};
    note_attacked(r, c, attacked);
    doubt_clashes(r);
    buf_z(&out, "judged 1 ");
    key_put(&out, r->base);
    buf_char(&out, '\n');
    put_modules(&out, &r->kept_modules);
    put_modules(&out, &r->new_modules);
    file_write_if_changed(r->path, buf_str(&out), NULL);
}
