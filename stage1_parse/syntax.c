// syntax.c - tree-sitter's tree of a file, made into the nodes of syntax.h.

#include "stage1_parse/syntax.h"

#include "stage1_parse/syntax_errors.h"
#include "stage1_parse/syntax_scan.h"

#include <string.h>
#include <tree_sitter/api.h>

const TSLanguage *tree_sitter_typescript(void);

enum {
    SYMBOLS_MAX = 1024,
    FIELDS_MAX = 128,
    // libtree-sitter 0.20.7 loops without end on some files that are not TypeScript.
    // What is takes half a microsecond a byte.
    PARSE_US = 1000000,
    PARSE_US_BYTE = 20,
};

static const char *const kind_names[] = {"", "",
#define X(name) #name,
                                         SYNTAX_KINDS(X)
#undef X
};

static const char *const field_names[] = {"",
#define X(name) #name,
                                          SYNTAX_FIELDS(X)
#undef X
};

// The grammar's numbers translated to ours, each when it is met first.
typedef struct Grammar {
    const TSLanguage *language;
    uint8_t kinds[SYMBOLS_MAX]; // plus 1
    uint8_t fields[FIELDS_MAX];
} Grammar;

static uint8_t word_index(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return (uint8_t)i;
    return 0;
}

static void grammar_init(Grammar *g)
{
    *g = (Grammar){.language = tree_sitter_typescript()};
    uint32_t n = ts_language_field_count(g->language);
    for (uint32_t i = 1; i <= n && i < FIELDS_MAX; i++)
        g->fields[i] =
            word_index(ts_language_field_name_for_id(g->language, (TSFieldId)i),
                       field_names, sizeof field_names / sizeof *field_names);
}

static uint8_t kind_of(Grammar *g, TSSymbol symbol, const char *type)
{
    if (symbol >= SYMBOLS_MAX) // ERROR
        return KIND_OTHER;
    if (!g->kinds[symbol])
        g->kinds[symbol] =
            (uint8_t)(word_index(type, kind_names,
                                 sizeof kind_names / sizeof *kind_names) +
                      1);
    return (uint8_t)(g->kinds[symbol] - 1);
}

// --- from tree-sitter's tree to ours -----------------------------------------

typedef struct Convert {
    Arena *arena;
    Grammar *grammar;
    TSTreeCursor cursor;
} Convert;

static bool is_punctuation(TSNode n, NodeField field)
{
    if (ts_node_is_named(n))
        return ts_node_is_extra(n);
    char c = *ts_node_type(n);
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return !word && c != '*' && field != FIELD_operator &&
           strcmp(ts_node_type(n), "?.") != 0;
}

// What nobody looks into: types, and the insides of strings, read from the text.
static bool is_closed(const Node *n)
{
    return n->kind == KIND_type_annotation || n->kind == KIND_type_arguments ||
           n->kind == KIND_type_parameters || n->kind == KIND_type_alias_declaration ||
           n->kind == KIND_interface_declaration || n->kind == KIND_object_type ||
           n->kind == KIND_string || n->kind == KIND_regex;
}

static Node *convert_node(Convert *c)
{
    TSNode from = ts_tree_cursor_current_node(&c->cursor);
    TSFieldId field_id = ts_tree_cursor_current_field_id(&c->cursor);
    NodeField field =
        field_id < FIELDS_MAX ? (NodeField)c->grammar->fields[field_id] : FIELD_none;
    if (is_punctuation(from, field))
        return NULL;
    Node *to = arena_new(c->arena, Node);
    TSSymbol symbol = ts_node_symbol(from);
    *to = (Node){.type = ts_node_type(from),
                 .start = ts_node_start_byte(from),
                 .len = ts_node_end_byte(from) - ts_node_start_byte(from),
                 .field = (uint8_t)field};
    if (!ts_node_is_named(from))
        to->kind = KIND_token;
    else
        to->kind = kind_of(c->grammar, symbol, to->type);
    return to;
}

// Walks without recursion: the depth of the tree is the user's to choose.
static const Node *convert(Convert *c)
{
    // Where the next node goes, a level each.
    struct {
        const Node ***items;
        size_t n, capacity;
    } tails = {0};
    const Node *root = NULL;
    *arena_push(c->arena, tails, const Node **) = &root;
    for (;;) {
        Node *node = convert_node(c);
        if (node) {
            *tails.items[tails.n - 1] = node;
            tails.items[tails.n - 1] = &node->next;
        }
        if (node && !is_closed(node) && ts_tree_cursor_goto_first_child(&c->cursor)) {
            *arena_push(c->arena, tails, const Node **) = &node->child;
            continue;
        }
        while (!ts_tree_cursor_goto_next_sibling(&c->cursor)) {
            if (!ts_tree_cursor_goto_parent(&c->cursor))
                return root;
            tails.n--;
        }
    }
}

// --- text --------------------------------------------------------------------

// Bytes of the UTF-8 sequence at p, 0 if there is none.
static size_t utf8_length(const unsigned char *p, size_t rest)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (n == 1)
        return p[0] != 0;
    if (p[0] < 0xC2 || p[0] > 0xF4 || n > rest)
        return 0;
    uint32_t code = p[0] & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (p[i] & 0x3F);
    }
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code >= least[n] && code <= 0x10FFFF && !surrogate ? n : 0;
}

bool syntax_check_text(Str text, uint32_t file, Diag *d)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    if (text.len > FILE_LIMIT) {
        diag_error(d, (Span){file, 0, 0}, DIAG_W100, "the file is larger than %d MB",
                   FILE_LIMIT / 1024 / 1024);
        return false;
    }
    for (size_t i = 0; i < text.len;) {
        size_t n = utf8_length(bytes + i, text.len - i);
        if (!n) {
            diag_error(d, (Span){file, (uint32_t)i, 1}, DIAG_W100,
                       bytes[i] ? "byte %u of the file is not UTF-8: 0x%02X"
                                : "byte %u of the file is NUL",
                       (unsigned)i, bytes[i]);
            return false;
        }
        i += n;
    }
    return true;
}

// --- parsing -----------------------------------------------------------------

bool syntax_parse(Arena *a, Str path, Str text, Diag *d, Syntax *out)
{
    *out = (Syntax){.file = diag_file(d, path), .path = path, .text = text};
    Span suspect;
    if (!syntax_check_text(text, out->file, d) ||
        !syntax_scan(a, out->file, d, &text, &suspect))
        return false;
    Grammar grammar;
    grammar_init(&grammar);
    TSParser *parser = ts_parser_new();
    if (!parser || !ts_parser_set_language(parser, grammar.language))
        weave_bug("the TypeScript grammar does not fit libtree-sitter");
    ts_parser_set_timeout_micros(parser, PARSE_US + text.len * PARSE_US_BYTE);
    TSTree *tree = ts_parser_parse_string(parser, NULL, text.ptr, (uint32_t)text.len);
    if (!tree) {
        diag_error(d, suspect, DIAG_W101, "the parser cannot make sense of this file");
        ts_parser_delete(parser);
        return false;
    }
    TSNode root = ts_tree_root_node(tree);
    if (ts_node_has_error(root)) {
        syntax_report(root, out->text, out->file, d);
    } else {
        Convert c = {a, &grammar, ts_tree_cursor_new(root)};
        out->root = convert(&c);
        ts_tree_cursor_delete(&c.cursor);
    }
    ts_tree_delete(tree);
    ts_parser_delete(parser);
    return out->root != NULL;
}

// --- asking ------------------------------------------------------------------

Str node_text(const Syntax *s, const Node *n)
{
    return str_cut(s->text, n->start, n->start + n->len);
}

Span node_span(const Syntax *s, const Node *n)
{
    return (Span){s->file, n->start, n->len};
}

const Node *node_field(const Node *n, NodeField field)
{
    const Node *child = n->child;
    while (child && child->field != field)
        child = child->next;
    return child;
}

const Node *node_child(const Node *n, NodeKind kind)
{
    const Node *child = n->child;
    while (child && child->kind != kind)
        child = child->next;
    return child;
}

bool node_has_token(const Node *n, const char *word)
{
    for (const Node *child = n->child; child; child = child->next)
        if (child->kind == KIND_token && strcmp(child->type, word) == 0)
            return true;
    return false;
}

Str node_words(Arena *a, const Node *n)
{
    Buf words = {.arena = a};
    for (const char *p = n->type; *p; p++)
        buf_char(&words, *p == '_' ? ' ' : *p);
    return buf_str(&words);
}

// --- JSDoc -------------------------------------------------------------------

// The text of a comment's lines joined by spaces, without the stars that begin them.
static Str unstarred(Arena *a, Str comment)
{
    Buf out = {.arena = a};
    for (size_t i = 0; i < comment.len;) {
        size_t end = i;
        while (end < comment.len && comment.ptr[end] != '\n')
            end++;
        Str line = str_trim(str_cut(comment, i, end));
        if (str_starts(line, "*"))
            line = str_trim(str_cut(line, 1, line.len));
        if (str_starts(line, "@"))
            break;
        if (!line.len && out.n)
            break;
        if (line.len && out.n)
            buf_char(&out, ' ');
        buf_put(&out, line);
        i = end + 1;
    }
    return buf_str(&out);
}

Str syntax_first_sentence(Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool stop = text.ptr[i] == '.' || text.ptr[i] == '!' || text.ptr[i] == '?';
        if (stop && (i + 1 == text.len || text.ptr[i + 1] == ' '))
            return str_cut(text, 0, i + 1);
    }
    return text;
}

Str syntax_doc(Arena *a, const Syntax *s, uint32_t offset)
{
    Str before = str_trim(str_cut(s->text, 0, offset));
    if (!str_ends(before, "*/"))
        return (Str){0};
    size_t end = before.len - 2, start = end;
    while (start >= 2 && memcmp(before.ptr + start - 2, "/*", 2) != 0)
        start--;
    if (start < 2 || start >= end || before.ptr[start] != '*')
        return (Str){0};
    return syntax_first_sentence(unstarred(a, str_cut(before, start + 1, end)));
}
