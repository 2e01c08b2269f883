// syntax.c - what the nodes of syntax.h say: text, places, comments.

#include "stage1_parse/syntax.h"

#include <string.h>

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

// Eight bytes of ASCII without a NUL are passed over at once.
static bool is_plain(const unsigned char *p)
{
    uint64_t word;
    memcpy(&word, p, sizeof word);
    return !((word | (word - 0x0101010101010101u)) & 0x8080808080808080u);
}

size_t syntax_text_fault(Str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        if (text.len - i >= sizeof(uint64_t) && is_plain(bytes + i)) {
            i += sizeof(uint64_t);
            continue;
        }
        size_t n = utf8_length(bytes + i, text.len - i);
        if (!n)
            return i;
        i += n;
    }
    return STR_NONE;
}

bool syntax_check_text(Str text, uint32_t file, Diag *d)
{
    size_t i = syntax_text_fault(text);
    if (i == STR_NONE)
        return true;
    unsigned byte = (unsigned char)text.ptr[i];
    diag_error(d, (Span){file, (uint32_t)i, 1}, DIAG_W100,
               byte ? "byte %zu of the file is not UTF-8: 0x%02X"
                    : "byte %zu of the file is NUL",
               i, byte);
    return false;
}

// --- asking ------------------------------------------------------------------

Str node_text(const Syntax *s, const Node *n)
{
    return str_cut(s->text, n->start, n->start + n->len);
}

Span node_span(const Syntax *s, const Node *n)
{
    return (Span){s->file, n->start - s->lead, n->len};
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
