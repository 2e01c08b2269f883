// names.c - what things are called in C, and that no two are called the same.

#include "stage3_emit/names.h"

#include <stdlib.h>
#include <string.h>

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char to_upper(char c)
{
    return is_lower(c) ? (char)(c - 32) : c;
}

static char to_lower(char c)
{
    return is_upper(c) ? (char)(c + 32) : c;
}

// --- spellings ---------------------------------------------------------------

Str name_kept(Arena *a, Str name)
{
    Buf b = {.arena = a};
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool continues = ((unsigned char)c & 0xC0) == 0x80;
        if (is_upper(c) || is_lower(c) || is_digit(c))
            buf_char(&b, c);
        else if (!continues) // a character of several bytes is one "_"
            buf_char(&b, '_');
    }
    return buf_str(&b);
}

// Does a word begin at name[i]? "mimeType" at T, "URLPart" at P, "md5Sum" at S.
static bool begins_word(Str name, size_t i)
{
    if (i == 0 || !is_upper(name.ptr[i]))
        return false;
    char before = name.ptr[i - 1];
    if (is_lower(before) || is_digit(before))
        return true;
    return is_upper(before) && i + 1 < name.len && is_lower(name.ptr[i + 1]);
}

Str name_snake(Arena *a, Str name)
{
    Str kept = name_kept(a, name);
    Buf b = {.arena = a};
    for (size_t i = 0; i < kept.len; i++) {
        if (begins_word(kept, i))
            buf_char(&b, '_');
        buf_char(&b, to_lower(kept.ptr[i]));
    }
    return buf_str(&b);
}

Str name_upper(Arena *a, Str name)
{
    Buf b = {.arena = a};
    Str snake = name_snake(a, name);
    for (size_t i = 0; i < snake.len; i++)
        buf_char(&b, to_upper(snake.ptr[i]));
    return buf_str(&b);
}

Str name_pascal(Arena *a, Str name)
{
    Str kept = name_kept(a, name);
    Buf b = {.arena = a};
    for (size_t i = 0; i < kept.len; i++)
        if (kept.ptr[i] != '_')
            buf_char(&b, i == 0 || kept.ptr[i - 1] == '_' ? to_upper(kept.ptr[i])
                                                          : kept.ptr[i]);
    return buf_str(&b);
}

// --- words that are taken ----------------------------------------------------

// Is name among words, which stand between blanks?
static bool is_word(Str name, const char *words)
{
    for (const char *at = words; *at;) {
        size_t blank = strspn(at, " "), n = strcspn(at + blank, " ");
        if (str_eq(name, (Str){at + blank, n}))
            return true;
        at += blank + n;
    }
    return false;
}

// Keywords of C23 and C++20, and macros and types that the standard headers or a
// compiler may have defined before a generated header is read: those with this initial.
static const char *keywords_with(char initial)
{
    switch (initial) {
    case 'a': return "alignas alignof and and_eq asm assert auto";
    case 'b': return "bitand bitor bool break";
    case 'c':
        return "case catch char char16_t char32_t char8_t class co_await co_return "
               "co_yield compl complex concept const const_cast consteval constexpr "
               "constinit continue";
    case 'd': return "decltype default delete do double dynamic_cast";
    case 'e': return "else enum errno explicit export extern";
    case 'f': return "false float for friend";
    case 'g': return "goto";
    case 'i': return "i386 if imaginary inline int int16_t int32_t int64_t int8_t";
    case 'l': return "linux long";
    case 'm': return "mutable";
    case 'n': return "namespace new noexcept not not_eq nullptr";
    case 'o': return "offsetof operator or or_eq";
    case 'p': return "private protected public";
    case 'r': return "register reinterpret_cast requires restrict return";
    case 's':
        return "short signed size_t sizeof static static_assert static_cast stderr "
               "stdin stdout struct switch";
    case 't':
        return "template this thread_local throw true try typedef typeid typename "
               "typeof typeof_unqual";
    case 'u': return "uint16_t uint32_t uint64_t uint8_t union unix unsigned using";
    case 'v': return "virtual void volatile";
    case 'w': return "wchar_t while";
    case 'x': return "xor xor_eq";
    case 'E': return "EOF";
    case 'F': return "FILE";
    case 'I': return "I";
    case 'N': return "NULL";
    default: return "";
    }
}

static bool is_keyword(Str name)
{
    return name.len && is_word(name, keywords_with(name.ptr[0]));
}

// What emitted functions call their own variables.
static bool is_own_word(Str name)
{
    return is_word(name, "changes context db each level mem out params q rows status "
                         "tree");
}

// _Bool, __LINE__: not for programs.
static bool is_reserved(Str name)
{
    return name.len > 1 && name.ptr[0] == '_' &&
           (name.ptr[1] == '_' || is_upper(name.ptr[1]));
}

Str name_member(Arena *a, Str name)
{
    Str kept = name_kept(a, name);
    if (kept.len == 0 || is_digit(kept.ptr[0]))
        return str_format(a, "n_%.*s", STR_ARG(kept));
    if (is_reserved(kept))
        return str_format(a, "n%.*s", STR_ARG(kept));
    return is_keyword(kept) ? str_format(a, "%.*s_", STR_ARG(kept)) : kept;
}

Str name_parameter(Arena *a, Str name)
{
    Str member = name_member(a, name);
    return is_own_word(member) ? str_format(a, "%.*s_", STR_ARG(member)) : member;
}

Str name_open(Arena *a, Str name)
{
    if (name.len && name.ptr[0] == '_')
        return str_format(a, "n%.*s", STR_ARG(name));
    if (name.len == 0 || is_digit(name.ptr[0]))
        return str_format(a, "n_%.*s", STR_ARG(name));
    return name;
}

// --- one scope ---------------------------------------------------------------

enum { NAME_LIMIT = 120 };

void names_owner(Names *n, Str what, Span at)
{
    *arena_push(n->arena, n->owners, NameOwner) = (NameOwner){.what = what, .at = at};
}

void names_add(Names *n, Str name)
{
    *arena_push(n->arena, n->entries, NameEntry) =
        (NameEntry){.name = name, .owner = n->owners.n - 1};
}

static int by_name(const void *left, const void *right)
{
    const NameEntry *a = *(NameEntry *const *)left, *b = *(NameEntry *const *)right;
    int order = str_cmp(a->name, b->name);
    return order ? order : (a > b) - (a < b);
}

// Points each entry that is not the first of its name at the first.
static void find_same(Names *n)
{
    size_t count = n->entries.n;
    NameEntry **sorted = arena_many(n->arena, NameEntry *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &n->entries.items[i];
    if (count)
        qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 1; i < count; i++) {
        const NameEntry *before = sorted[i - 1];
        if (str_eq(before->name, sorted[i]->name))
            sorted[i]->same = before->same ? before->same : before;
    }
}

// "Weave" and "WeaveText" are the runtime's, "Weaver" is not.
static bool begins_runtime_type(Str name)
{
    return str_starts(name, "Weave") && (name.len == 5 || !is_lower(name.ptr[5]));
}

// Why name cannot be used in scope, or null.
static const char *why_taken(Str name, NameScope scope)
{
    if (str_starts(name, "WEAVE_") || str_starts(name, "SQLITE_"))
        return "the runtime's macros begin so";
    if (scope != SCOPE_MEMBER &&
        (str_starts(name, "weave_") || begins_runtime_type(name)))
        return "the runtime's names begin so";
    if (scope == SCOPE_FILE && str_starts(name, "sqlite3_"))
        return "SQLite's names begin so";
    if (scope == SCOPE_FILE && (is_word(name, "main DIR") || is_keyword(name)))
        return "C has something of that name";
    return NULL;
}

static void report_same(const Names *n, const NameEntry *e, Diag *d)
{
    const NameOwner *second = &n->owners.items[e->owner];
    const NameOwner *first = &n->owners.items[e->same->owner];
    diag_error(d, second->at, DIAG_W320, "%.*s and %.*s are both called %.*s in C",
               STR_ARG(first->what), STR_ARG(second->what), STR_ARG(e->name));
    if (first->at.file)
        diag_note(d, first->at, "the first is %.*s", STR_ARG(first->what));
    if (n->advice)
        diag_note(d, (Span){0}, "%s", n->advice);
}

static void report_taken(const NameOwner *owner, Str name, const char *why, Diag *d)
{
    diag_error(d, owner->at, DIAG_W321, "%.*s would be called %.*s in C, but %s",
               STR_ARG(owner->what), STR_ARG(name), why);
    diag_note(d, (Span){0},
              "a prefix in weave.config.ts keeps such names apart: prefix: 'app'");
}

void names_check(Names *n, NameScope scope, Diag *d)
{
    find_same(n);
    for (size_t i = 0; i < n->entries.n; i++) {
        const NameEntry *e = &n->entries.items[i];
        NameOwner *owner = &n->owners.items[e->owner];
        const char *why = why_taken(e->name, scope);
        if (owner->reported || !(e->same || why || e->name.len > NAME_LIMIT))
            continue;
        owner->reported = true;
        if (e->same)
            report_same(n, e, d);
        else if (why)
            report_taken(owner, e->name, why, d);
        else
            diag_error(d, owner->at, DIAG_W321,
                       "%.*s has a C name of %zu characters; %d is the limit",
                       STR_ARG(owner->what), e->name.len, NAME_LIMIT);
    }
}
