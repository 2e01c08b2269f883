// syntax_errors.c - what is wrong with a file that does not parse, in words.

#include "stage1_parse/syntax_errors.h"

#include <string.h>

enum { ERRORS_SHOWN = 20, SHOWN_BYTES = 24 };

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

typedef struct Report {
    Str text;
    uint32_t base, file;
    Diag *diag;
    size_t n;
} Report;

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
static bool check_bracket(Report *r, Brackets *b, uint32_t at, const char *token)
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
static bool report_brackets(Report *r, TSNode root)
{
    Brackets brackets = {0};
    bool found = false;
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (!ts_node_is_named(node) && !ts_node_is_missing(node))
            found = check_bracket(r, &brackets, r->base + ts_node_start_byte(node),
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

static void report_node(Report *r, TSNode node)
{
    uint32_t start = r->base + ts_node_start_byte(node);
    uint32_t end = r->base + ts_node_end_byte(node);
    r->n++;
    if (ts_node_is_missing(node)) {
        diag_error(r->diag, (Span){r->file, start ? start - 1 : 0, 1}, DIAG_W101,
                   "\"%s\" expected behind this", ts_node_type(node));
        return;
    }
    Str what = shown(r->text, start, end);
    if (what.len == 0)
        diag_error(r->diag, (Span){r->file, start, 0}, DIAG_W101,
                   "something is missing");
    else
        diag_error(r->diag, (Span){r->file, start, (uint32_t)what.len}, DIAG_W101,
                   "unexpected \"%.*s\"", STR_ARG(what));
}

void syntax_report(TSNode root, Str text, uint32_t base, uint32_t file, Diag *d)
{
    Report r = {.text = text, .base = base, .file = file, .diag = d};
    if (report_brackets(&r, root))
        return;
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    bool skip;
    do {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        bool wrong = is_type(node, "ERROR") || ts_node_is_missing(node);
        if (wrong)
            report_node(&r, node);
        skip = wrong || !ts_node_has_error(node);
    } while (r.n < ERRORS_SHOWN && step(&cursor, skip));
    ts_tree_cursor_delete(&cursor);
    if (r.n == 0)
        diag_error(d, (Span){file, base, 0}, DIAG_W101, "this is not TypeScript");
}
