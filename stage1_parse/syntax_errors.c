// syntax_errors.c - what is wrong with a file that does not parse, in words.

#include "stage1_parse/syntax_errors.h"

#include "stage1_parse/syntax_expect.h"
#include "stage1_parse/syntax_scan.h"

#include <stdio.h>
#include <string.h>

enum { ERRORS_SHOWN = 100, SHOWN_BYTES = 24 };

// The next node in the order of the text, without recursion; skip: not into this one.
static bool step(TSTreeCursor *cursor, bool skip)
{
    if (!skip && ts_tree_cursor_goto_first_child(cursor))
        return true;
    while (!ts_tree_cursor_goto_next_sibling(cursor))
        if (!ts_tree_cursor_goto_parent(cursor))
            return false;
    return true;
}

static bool is_type(TSNode n, const char *type)
{
    return strcmp(ts_node_type(n), type) == 0;
}

static void say(SyntaxReport *r, uint32_t at, uint32_t len, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

static void say(SyntaxReport *r, uint32_t at, uint32_t len, const char *fmt, ...)
{
    char message[256];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    diag_error(r->diag, (Span){r->file, at, len}, DIAG_W101, "%s", message);
    r->full = ++r->n >= ERRORS_SHOWN;
}

// A bracket that is open, as its offset.
typedef struct Brackets {
    uint32_t open[256];
    size_t n;
} Brackets;

static char closing(char open)
{
    return open == '(' ? ')' : open == '[' ? ']' : '}';
}

// Follows the brackets among the tree's tokens; true once one was found at fault.
static bool check_bracket(SyntaxReport *r, Brackets *b, uint32_t at, const char *token)
{
    Span here = {r->file, at, 1};
    if (strcmp(token, "(") == 0 || strcmp(token, "[") == 0 || strcmp(token, "{") == 0 ||
        strcmp(token, "${") == 0) {
        if (b->n < sizeof b->open / sizeof *b->open)
            b->open[b->n++] = at + (*token == '$');
        return false;
    }
    bool closes =
        strcmp(token, ")") == 0 || strcmp(token, "]") == 0 || strcmp(token, "}") == 0;
    if (!closes)
        return false;
    if (b->n == 0) {
        diag_error(r->diag, here, DIAG_W101, "\"%s\" closes nothing", token);
        return true;
    }
    uint32_t open = b->open[--b->n];
    char wanted = closing(r->text.ptr[open]);
    if (wanted == *token)
        return false;
    diag_error(r->diag, here, DIAG_W101, "\"%c\" expected, found \"%s\"", wanted,
               token);
    diag_note(r->diag, (Span){r->file, open, 1}, "to close this one");
    return true;
}

// The brackets' fault, which else would show as many errors far from it.
static bool report_brackets(SyntaxReport *r, TSNode root)
{
    Brackets brackets = {0};
    bool found = false;
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (!ts_node_is_named(node) && !ts_node_is_missing(node))
            found = check_bracket(r, &brackets, r->start + ts_node_start_byte(node),
                                  ts_node_type(node));
    } while (!found && step(&cursor, false));
    ts_tree_cursor_delete(&cursor);
    if (found || brackets.n == 0)
        return found;
    uint32_t open = brackets.open[brackets.n - 1];
    diag_error(r->diag, (Span){r->file, open, 1}, DIAG_W101,
               "this \"%c\" is never closed", r->text.ptr[open]);
    return true;
}

static Str shown(Str text, uint32_t start, uint32_t end)
{
    Str s = str_cut(text, start, end < text.len ? end : text.len);
    size_t n = 0;
    while (n < s.len && n < SHOWN_BYTES && s.ptr[n] != '\n' && s.ptr[n] != '\r')
        n++;
    while (n > 0 && n < s.len && ((unsigned char)s.ptr[n] & 0xC0) == 0x80)
        n--;
    return str_cut(s, 0, n);
}

// --- between two tokens ------------------------------------------------------

typedef struct Tokens {
    SyntaxToken *items;
    size_t n, capacity;
} Tokens;

static bool is_operand(TSNode n)
{
    static const char *const types[] = {"string", "template_string", "number", "regex"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (is_type(n, types[i]))
            return true;
    return false;
}

// The tokens of the tree, in places of the file.
static Tokens take_tokens(Arena *a, const SyntaxReport *r, TSNode root)
{
    Tokens tokens = {0};
    bool whole;
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        bool operand = is_operand(node) && !ts_node_has_error(node);
        uint32_t start = ts_node_start_byte(node), end = ts_node_end_byte(node);
        whole = operand || is_type(node, "comment");
        if (start < end && !is_type(node, "comment") &&
            (operand || ts_node_child_count(node) == 0))
            *arena_push(a, tokens, SyntaxToken) =
                (SyntaxToken){r->start + start, r->start + end, operand, '\0'};
    } while (step(&cursor, whole));
    ts_tree_cursor_delete(&cursor);
    syntax_expect_brackets(r->text, tokens.items, tokens.n);
    return tokens;
}

// The first token around the error that cannot stand where it does.
static bool report_token(SyntaxReport *r, Arena *a, const Tokens *tokens,
                         uint32_t start, uint32_t end)
{
    size_t i = 1;
    while (i < tokens->n && tokens->items[i].start < start)
        i++;
    for (; i <= tokens->n && tokens->n; i++) {
        size_t fault;
        const char *why =
            syntax_expect(r->text, tokens->items, tokens->n, i, a, &fault);
        uint32_t at = i < tokens->n ? tokens->items[i].start : r->end;
        if (why && fault < tokens->n)
            say(r, tokens->items[fault].start,
                tokens->items[fault].end - tokens->items[fault].start, "%s", why);
        else if (why)
            say(r, tokens->items[i - 1].end - 1, 1, "%s behind this", why);
        if (why)
            return true;
        if (at >= end)
            return false;
    }
    return false;
}

static void report_node(SyntaxReport *r, Arena *a, const Tokens *tokens, TSNode node)
{
    uint32_t start = r->start + ts_node_start_byte(node);
    uint32_t end = r->start + ts_node_end_byte(node);
    const char *type = ts_node_type(node);
    if (report_token(r, a, tokens, start, end))
        return;
    if (ts_node_is_missing(node)) {
        say(r, start ? start - 1 : 0, 1,
            ts_node_is_named(node) ? "%s expected behind this"
                                   : "\"%s\" expected behind this",
            strstr(type, "type") ? "type" : type);
        return;
    }
    Str what = shown(r->text, start, end);
    if (what.len == 0)
        say(r, start, 0, "something is missing");
    else
        say(r, start, (uint32_t)what.len, "unexpected \"%.*s\"", STR_ARG(what));
}

// A string, template or comment without an end swallows what the parser misses.
static bool report_unclosed(SyntaxReport *r)
{
    Arena scratch = {0};
    Scanned scanned;
    Str text = str_cut(r->text, r->start, r->end);
    syntax_scan_broken(&scratch, text, &scanned);
    arena_free(&scratch);
    if (scanned.unclosed == STR_NONE)
        return false;
    char c = text.ptr[scanned.unclosed];
    say(r, r->start + (uint32_t)scanned.unclosed, c == '/' ? 2 : 1,
        c == '`'   ? "unterminated template literal"
        : c == '/' ? "this comment is never closed: \"*/\" expected"
                   : "unterminated string literal");
    return true;
}

void syntax_report(SyntaxReport *r, TSNode root, bool tsx)
{
    if ((!tsx && report_unclosed(r)) || report_brackets(r, root))
        return;
    size_t before = r->n;
    Arena scratch = {0};
    Tokens tokens = take_tokens(&scratch, r, root);
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    bool skip;
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        bool wrong = is_type(node, "ERROR") || ts_node_is_missing(node);
        if (wrong)
            report_node(r, &scratch, &tokens, node);
        skip = wrong || !ts_node_has_error(node);
    } while (!r->full && step(&cursor, skip));
    ts_tree_cursor_delete(&cursor);
    arena_free(&scratch);
    if (r->n == before)
        say(r, r->start, 0, "this is not TypeScript");
}

void syntax_report_hopeless(SyntaxReport *r, size_t suspect)
{
    bool known = suspect != STR_NONE && suspect >= r->start && suspect < r->end;
    say(r, known ? (uint32_t)suspect : r->start, known,
        "the parser cannot make sense of this file");
}
