// catalog_read.c - the catalog out of its JSON, by the description of its fields.
//
// Read as it goes, without a tree of all that stands there: a thousand queries are a
// megabyte and a half, and each weave reads them.

#include "catalog/catalog_fields.h"
#include "catalog/catalog_json.h"

#include <string.h>

// A value that no field describes may be so deep.
enum { DEEPEST = 64 };

typedef struct Reader {
    Arena *arena;
    Arena scratch; // lists while they grow
    const char *at, *end;
    Str why;
} Reader;

static bool get_struct(Reader *r, const Shape *shape, char *at);

static bool fail(Reader *r, const char *where, const char *wanted)
{
    if (!r->why.len)
        r->why = str_format(r->arena, "\"%s\" is not %s", where, wanted);
    return false;
}

static bool fail_json(Reader *r)
{
    if (!r->why.len)
        r->why = S("not JSON");
    return false;
}

// --- tokens ------------------------------------------------------------------------

// The next character that is no white space; NUL at the end.
static char peek(Reader *r)
{
    while (r->at < r->end &&
           (*r->at == ' ' || *r->at == '\n' || *r->at == '\t' || *r->at == '\r'))
        r->at++;
    return r->at < r->end ? *r->at : 0;
}

static bool take(Reader *r, char c)
{
    if (peek(r) != c)
        return false;
    r->at++;
    return true;
}

static bool want(Reader *r, char c)
{
    return take(r, c) || fail_json(r);
}

static bool take_word(Reader *r, const char *word)
{
    size_t n = strlen(word);
    peek(r);
    if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

// What stands between the quotes, as it stands there.
static bool get_raw(Reader *r, Str *out)
{
    if (!want(r, '"'))
        return false;
    const char *start = r->at;
    while (r->at < r->end && *r->at != '"')
        r->at += *r->at == '\\' && r->end - r->at > 1 ? 2 : 1;
    *out = (Str){start, (size_t)(r->at - start)};
    return want(r, '"');
}

// \u001f; the writer writes no other.
static bool get_hex(Str raw, size_t at, char *out)
{
    static const char digits[] = "0123456789abcdef";
    unsigned value = 0;
    for (size_t i = at; i < at + 4; i++) {
        const char *digit =
            i < raw.len && raw.ptr[i] ? strchr(digits, raw.ptr[i] | 0x20) : NULL;
        if (!digit)
            return false;
        value = value << 4 | (unsigned)(digit - digits);
    }
    *out = (char)value;
    return value > 0 && value < 0x80;
}

static bool unescape(Reader *r, Str raw, Str *out)
{
    static const char letters[] = "bfnrt\"\\/", meant[] = "\b\f\n\r\t\"\\/";
    char *text = arena_many(r->arena, char, raw.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        text[n] = raw.ptr[i];
        if (raw.ptr[i] == '\\' && i + 1 < raw.len) {
            const char *letter = strchr(letters, raw.ptr[++i]);
            if (letter && *letter)
                text[n] = meant[letter - letters];
            else if (raw.ptr[i] == 'u' && get_hex(raw, i + 1, &text[n]))
                i += 4;
            else
                return fail_json(r);
        }
        n++;
    }
    *out = (Str){text, n};
    return true;
}

// --- values ------------------------------------------------------------------------

static bool get_str(Reader *r, const char *name, Str *out)
{
    Str raw;
    if (peek(r) != '"')
        return fail(r, name, "text");
    if (!get_raw(r, &raw))
        return false;
    if (str_find(raw, '\\') != STR_NONE)
        return unescape(r, raw, out);
    *out = str_copy(r->arena, raw);
    return true;
}

static bool get_u32(Reader *r, const char *name, uint32_t *out)
{
    uint64_t n = 0;
    char c = peek(r);
    if (c < '0' || c > '9')
        return fail(r, name, "a number");
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9' && n <= UINT32_MAX; r->at++)
        n = n * 10 + (uint64_t)(*r->at - '0');
    *out = (uint32_t)n;
    return n <= UINT32_MAX || fail(r, name, "a number");
}

static bool get_bool(Reader *r, const char *name, bool *out)
{
    *out = take_word(r, "true");
    return *out || take_word(r, "false") || fail(r, name, "true or false");
}

static bool get_enum(Reader *r, const Field *f, int *out)
{
    Str raw;
    if (peek(r) == '"' && get_raw(r, &raw))
        for (int i = 0; f->words[i]; i++)
            if (str_is(raw, f->words[i])) {
                *out = i;
                return true;
            }
    return fail(r, f->name, "one of its words");
}

static bool get_span(Reader *r, const char *name, Span *out)
{
    if (!take(r, '['))
        return fail(r, name, "[file, start, len]");
    return get_u32(r, name, &out->file) && want(r, ',') &&
           get_u32(r, name, &out->start) && want(r, ',') &&
           get_u32(r, name, &out->len) && want(r, ']');
}

static bool get_item(Reader *r, const Field *f, char *at)
{
    return f->kind == FIELD_STRS ? get_str(r, f->name, (Str *)(void *)at)
                                 : get_struct(r, f->of, at);
}

static bool get_list(Reader *r, const Field *f, char *base)
{
    size_t size = f->kind == FIELD_STRS ? sizeof(Str) : f->of->size;
    size_t n = 0, capacity = 0, align = _Alignof(max_align_t);
    char *items = NULL;
    ArenaMark mark = arena_mark(&r->scratch);
    if (!take(r, '['))
        return fail(r, f->name, "an array");
    while (peek(r) != ']') {
        if (n && !want(r, ','))
            return false;
        items = arena_grow(&r->scratch, items, n, &capacity, size, align);
        if (!get_item(r, f, items + size * n++))
            return false;
    }
    r->at++;
    void *copy = n ? arena_alloc(r->arena, n, size, align) : NULL;
    if (n)
        memcpy(copy, items, n * size);
    arena_reset(&r->scratch, mark);
    memcpy(base + f->offset, &copy, sizeof copy);
    memcpy(base + f->count_offset, &n, sizeof n);
    return true;
}

static bool get_field(Reader *r, const Field *f, char *base)
{
    void *at = base + f->offset;
    switch (f->kind) {
    case FIELD_STR: return get_str(r, f->name, at);
    case FIELD_BOOL: return get_bool(r, f->name, at);
    case FIELD_U32: return get_u32(r, f->name, at);
    case FIELD_ENUM: return get_enum(r, f, at);
    case FIELD_SPAN: return get_span(r, f->name, at);
    case FIELD_STRUCT: return get_struct(r, f->of, at);
    case FIELD_STRS:
    case FIELD_LIST: return get_list(r, f, base);
    }
    return false;
}

// --- structs -------------------------------------------------------------------------

static bool is_of_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '+' || c == '-' || c == '.';
}

// A value that nobody asks for.
static bool skip(Reader *r, size_t depth)
{
    Str raw;
    char c = peek(r), end = c == '[' ? ']' : '}';
    if (c == '"')
        return get_raw(r, &raw);
    if (c != '[' && c != '{') {
        const char *start = r->at;
        while (r->at < r->end && is_of_word(*r->at))
            r->at++;
        return r->at > start || fail_json(r);
    }
    if (depth == DEEPEST)
        return fail_json(r);
    r->at++;
    for (bool first = true; peek(r) != end; first = false)
        if ((!first && !want(r, ',')) ||
            (c == '{' && (!get_raw(r, &raw) || !want(r, ':'))) || !skip(r, depth + 1))
            return false;
    r->at++;
    return true;
}

// The field of that name; most often it is the next one.
static size_t find_field(const Shape *shape, Str name, size_t next)
{
    if (next < shape->n_fields && str_is(name, shape->fields[next].name))
        return next;
    for (size_t i = 0; i < shape->n_fields; i++)
        if (str_is(name, shape->fields[i].name))
            return i;
    return STR_NONE;
}

static bool get_version(Reader *r, uint32_t *out)
{
    if (get_u32(r, "version", out) && *out == CATALOG_VERSION)
        return true;
    r->why = str_format(r->arena, "not a catalog of version %d", CATALOG_VERSION);
    return false;
}

// version is that of the document, whose struct this is; or null.
static bool get_members(Reader *r, const Shape *shape, uint32_t *version, char *at,
                        uint64_t *seen)
{
    size_t next = 0;
    for (bool first = true; peek(r) != '}'; first = false) {
        Str name;
        if ((!first && !want(r, ',')) || !get_raw(r, &name) || !want(r, ':'))
            return false;
        size_t i = find_field(shape, name, next);
        bool good = i != STR_NONE ? get_field(r, &shape->fields[i], at)
                    : version && str_is(name, "version") ? get_version(r, version)
                                                         : skip(r, 0);
        if (!good)
            return false;
        if (i == STR_NONE)
            continue;
        *seen |= UINT64_C(1) << i;
        next = i + 1;
    }
    r->at++;
    return true;
}

static bool has_all(Reader *r, const Shape *shape, uint64_t seen)
{
    for (size_t i = 0; i < shape->n_fields; i++)
        if (!(seen & UINT64_C(1) << i)) {
            r->why = str_format(r->arena, "\"%s\" of %s is missing",
                                shape->fields[i].name, shape->type);
            return false;
        }
    return true;
}

static bool get_struct(Reader *r, const Shape *shape, char *at)
{
    uint64_t seen = 0;
    if (!take(r, '{'))
        return fail(r, shape->type, "an object");
    return get_members(r, shape, NULL, at, &seen) && has_all(r, shape, seen);
}

static bool get_catalog(Reader *r, Catalog *out)
{
    uint64_t seen = 0;
    uint32_t version = 0;
    if (!want(r, '{') || !get_members(r, &catalog_shape, &version, (char *)out, &seen))
        return false;
    if (peek(r) || r->at < r->end)
        return fail_json(r);
    if (version == CATALOG_VERSION)
        return has_all(r, &catalog_shape, seen);
    r->why = str_format(r->arena, "not a catalog of version %d", CATALOG_VERSION);
    return false;
}

bool catalog_read_json(Arena *a, Str json, Catalog *out, Str *why)
{
    Reader r = {.arena = a, .at = json.ptr, .end = json.ptr + json.len};
    *out = (Catalog){0};
    bool good = get_catalog(&r, out);
    arena_free(&r.scratch);
    *why = r.why;
    return good;
}
