// diag.c - collects diagnostics and prints them for people.

#include "base/diag_store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

Diag *diag_new(Arena *a, Loader from)
{
    Diag *d = arena_new(a, Diag);
    d->arena = a;
    d->loader = from;
    return d;
}

uint32_t diag_file(Diag *d, Str path)
{
    size_t i = intern_find(&d->paths, path);
    if (i == STR_NONE) {
        path = str_copy(d->arena, path);
        i = intern_put(d->arena, &d->paths, path);
        *arena_push(d->arena, d->files, DiagFile) = (DiagFile){.path = path};
    }
    return (uint32_t)i + 1;
}

Str diag_path(const Diag *d, uint32_t file)
{
    return file && file <= d->files.n ? d->files.items[file - 1].path : (Str){0};
}

size_t diag_n_files(const Diag *d)
{
    return d->files.n;
}

DiagItem *diag_add(Diag *d, Severity severity, Span at, DiagCode code, Str message)
{
    DiagItem *item = arena_push(d->arena, d->list, DiagItem);
    *item = (DiagItem){.severity = severity,
                       .at = at,
                       .code = code,
                       .message = message,
                       .order = d->list.n};
    d->failed |= severity == SEVERITY_ERROR;
    return item;
}

void diag_add_note(Diag *d, Span at, Str message)
{
    assert(d->list.n);
    DiagItem *item = &d->list.items[d->list.n - 1];
    DiagNote **end = &item->notes;
    while (*end)
        end = &(*end)->next;
    *end = arena_new(d->arena, DiagNote);
    (*end)->at = at;
    (*end)->message = message;
}

void diag_report(Diag *d, Severity severity, Span at, DiagCode code, const char *fmt,
                 ...)
{
    va_list args;
    va_start(args, fmt);
    diag_add(d, severity, at, code, str_vformat(d->arena, fmt, args));
    va_end(args);
}

void diag_error(Diag *d, Span at, DiagCode code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    diag_add(d, SEVERITY_ERROR, at, code, str_vformat(d->arena, fmt, args));
    va_end(args);
}

void diag_note(Diag *d, Span at, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    diag_add_note(d, at, str_vformat(d->arena, fmt, args));
    va_end(args);
}

bool diag_failed(const Diag *d)
{
    return d->failed;
}

size_t diag_count(const Diag *d)
{
    return d->list.n;
}

void diag_forget_notes(Diag *d)
{
    size_t kept = 0;
    for (size_t i = 0; i < d->list.n; i++)
        if (d->list.items[i].severity != SEVERITY_NOTE)
            d->list.items[kept++] = d->list.items[i];
    d->list.n = kept;
}

const char *diag_code_name(DiagCode code)
{
    static const char *const names[] = {
#define X(code, title) #code,
#include "base/diag_codes.h"
#undef X
    };
    assert(code < DIAG_CODES);
    return names[code];
}

const char *diag_code_title(DiagCode code)
{
    static const char *const titles[] = {
#define X(code, title) title,
#include "base/diag_codes.h"
#undef X
    };
    assert(code < DIAG_CODES);
    return titles[code];
}

const char *severity_name(Severity severity)
{
    static const char *const names[] = {"error", "warning", "note"};
    return names[severity];
}

_Noreturn void weave_bug(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fputs("weave: bug: ", stderr);
    vfprintf(stderr, fmt, args);
    fputs("\nPlease report it, with the input that led here.\n", stderr);
    va_end(args);
    exit(70);
}

// --- order -------------------------------------------------------------------

static int by_place(const void *left, const void *right)
{
    const DiagItem *a = left, *b = right;
    if (a->at.file != b->at.file)
        return a->at.file < b->at.file ? -1 : 1;
    if (a->at.start != b->at.start)
        return a->at.start < b->at.start ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool same(const DiagItem *a, const DiagItem *b)
{
    return a->code == b->code && a->at.file == b->at.file &&
           a->at.start == b->at.start && str_eq(a->message, b->message);
}

// Among the first n items, of which those of the same place come last.
static bool was_said(const DiagItem *items, size_t n, const DiagItem *item)
{
    while (n > 0 && items[n - 1].at.file == item->at.file &&
           items[n - 1].at.start == item->at.start)
        if (same(&items[--n], item))
            return true;
    return false;
}

void diag_settle(Diag *d)
{
    if (d->list.n < 2)
        return;
    qsort(d->list.items, d->list.n, sizeof(DiagItem), by_place);
    size_t kept = 0;
    for (size_t i = 0; i < d->list.n; i++)
        if (!was_said(d->list.items, kept, &d->list.items[i]))
            d->list.items[kept++] = d->list.items[i];
    d->list.n = kept;
}

// --- places ------------------------------------------------------------------

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

// The file of a place, its text loaded; null if there is none to read.
static DiagFile *open_source(Diag *d, Span at)
{
    if (!at.file || at.file > d->files.n)
        return NULL;
    DiagFile *file = &d->files.items[at.file - 1];
    if (!file->loaded) {
        file->loaded = true;
        file->readable = load(d->loader, d->arena, file->path, &file->text);
    }
    return file->readable ? file : NULL;
}

static void index_lines(Diag *d, DiagFile *file)
{
    Str text = file->text;
    file->n_lines = 1;
    for (size_t i = 0; i < text.len; i++)
        file->n_lines += text.ptr[i] == '\n';
    file->lines = arena_many(d->arena, uint32_t, file->n_lines);
    for (size_t i = 0, n = 1; i < text.len; i++)
        if (text.ptr[i] == '\n')
            file->lines[n++] = (uint32_t)i + 1;
}

// The line that holds the byte, from 0.
static size_t line_of(Diag *d, DiagFile *file, size_t offset)
{
    if (!file->lines)
        index_lines(d, file);
    size_t first = 0, behind = file->n_lines;
    while (behind - first > 1) {
        size_t middle = first + (behind - first) / 2;
        if (file->lines[middle] <= offset)
            first = middle;
        else
            behind = middle;
    }
    return first;
}

uint32_t diag_line(Diag *d, Span at)
{
    DiagFile *file = open_source(d, at);
    return file ? (uint32_t)line_of(d, file, at.start) + 1 : 0;
}

// Where byte offset stands: its line, and its column in characters. Places are mostly
// asked for in order.
static size_t locate(Diag *d, DiagFile *file, size_t offset, uint32_t *line,
                     uint32_t *column)
{
    size_t number = line_of(d, file, offset), start = file->lines[number];
    size_t i = start;
    *column = 1;
    if (file->column && file->column_at >= start && file->column_at <= offset) {
        i = file->column_at;
        *column = file->column;
    }
    for (; i < offset; i++)
        *column += !is_continuation(file->text.ptr[i]);
    file->column_at = offset;
    file->column = *column;
    *line = (uint32_t)number + 1;
    return start;
}

bool diag_place(Diag *d, Span at, Place *out)
{
    DiagFile *file = open_source(d, at);
    if (!file)
        return false;
    Str text = file->text;
    size_t start = at.start < text.len ? at.start : text.len;
    size_t end = start + at.len < text.len ? start + at.len : text.len;
    size_t from = locate(d, file, start, &out->line, &out->column);
    locate(d, file, end, &out->end_line, &out->end_column);
    size_t stop = out->line < file->n_lines ? file->lines[out->line] - 1 : text.len;
    out->start = start - from;
    out->end = (end < stop ? end : stop) - from;
    if (stop > from && text.ptr[stop - 1] == '\r')
        stop--;
    out->text = str_cut(text, from, stop);
    if (out->end > out->text.len)
        out->end = out->text.len;
    if (out->start > out->text.len)
        out->start = out->text.len;
    return true;
}

// --- text --------------------------------------------------------------------

static const char *const colors[] = {"\033[1;31m", "\033[1;35m", "\033[1;36m"};

// The display columns of one byte that begins at column at: tabs reach the next
// multiple of four, East Asian and emoji characters count two.
static size_t byte_width(char byte, size_t at)
{
    unsigned char c = (unsigned char)byte;
    if (c == '\t')
        return 4 - at % 4;
    if (is_continuation(byte))
        return 0;
    return c >= 0xF0 || (c >= 0xE3 && c <= 0xED) ? 2 : 1;
}

// Control characters are shown as '?', so that no source can steer a terminal; C1's
// are two bytes in UTF-8.
static bool is_control(Str text, size_t i)
{
    unsigned char c = (unsigned char)text.ptr[i];
    return c < 0x20 || c == 0x7f ||
           (c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0);
}

static void put_line(Buf *out, Str text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.len; i++) {
        size_t more = byte_width(text.ptr[i], width);
        if (text.ptr[i] == '\t') {
            buf_format(out, "%*s", (int)more, "");
        } else if (is_control(text, i)) {
            buf_char(out, '?');
            i += text.ptr[i] == '\xC2';
        } else {
            buf_char(out, text.ptr[i]);
        }
        width += more;
    }
}

// A message may have lines of its own.
static void put_message(Buf *out, Str text)
{
    for (size_t i = 0; i < text.len; i++) {
        bool shown = text.ptr[i] == '\n' || text.ptr[i] == '\t' || !is_control(text, i);
        buf_char(out, shown ? text.ptr[i] : '?');
        i += !shown && text.ptr[i] == '\xC2';
    }
}

// Display columns of the first n bytes.
static size_t display_width(Str text, size_t n)
{
    size_t width = 0;
    for (size_t i = 0; i < n && i < text.len; i++)
        width += byte_width(text.ptr[i], width);
    return width;
}

enum { SHOWN_BYTES = 240, LEAD_BYTES = 80 };

// Of a line too long to be looked at, what stands around the span.
static Place clipped(Place p)
{
    if (p.text.len <= SHOWN_BYTES)
        return p;
    size_t from = p.start > LEAD_BYTES ? p.start - LEAD_BYTES : 0;
    while (from && is_continuation(p.text.ptr[from]))
        from--;
    size_t to = p.text.len - from > SHOWN_BYTES ? from + SHOWN_BYTES : p.text.len;
    while (to < p.text.len && is_continuation(p.text.ptr[to]))
        to++;
    p.text = str_cut(p.text, from, to);
    p.start -= from;
    p.end = p.end < to ? p.end - from : to - from;
    return p;
}

static void put_source(const Place *place, Buf *out)
{
    const Place p = clipped(*place);
    buf_format(out, "%5u | ", (unsigned)p.line);
    put_line(out, p.text);
    buf_z(out, "\n      | ");
    size_t from = display_width(p.text, p.start);
    size_t to = display_width(p.text, p.end);
    for (size_t i = 0; i < from; i++)
        buf_char(out, ' ');
    buf_char(out, '^');
    for (size_t i = from + 1; i < to; i++)
        buf_char(out, '~');
    buf_char(out, '\n');
}

// "schema.ts:12:3: error: "
static bool put_head(Diag *d, Span at, Severity severity, bool color, Place *place,
                     Buf *out)
{
    bool known = diag_place(d, at, place);
    if (known)
        buf_format(out, "%.*s:%u:%u: ", STR_ARG(diag_path(d, at.file)),
                   (unsigned)place->line, (unsigned)place->column);
    else if (at.file)
        buf_format(out, "%.*s: ", STR_ARG(diag_path(d, at.file)));
    buf_format(out, "%s%s:%s ", color ? colors[severity] : "", severity_name(severity),
               color ? "\033[0m" : "");
    return known;
}

static void put_item(Diag *d, const DiagItem *item, bool color, Buf *out)
{
    Place place;
    bool known = put_head(d, item->at, item->severity, color, &place, out);
    put_message(out, item->message);
    buf_format(out, " [%s]\n", diag_code_name(item->code));
    if (known)
        put_source(&place, out);
    for (const DiagNote *note = item->notes; note; note = note->next) {
        known = put_head(d, note->at, SEVERITY_NOTE, color, &place, out);
        put_message(out, note->message);
        buf_char(out, '\n');
        if (known)
            put_source(&place, out);
    }
}

Str diag_text(Diag *d, DiagFormat format, bool color)
{
    Buf out = {.arena = d->arena};
    diag_settle(d);
    if (format == DIAG_JSON)
        diag_put_json(d, &out);
    else if (format == DIAG_SARIF)
        diag_put_sarif(d, &out);
    else
        for (size_t i = 0; i < d->list.n; i++)
            if (!d->failed || d->list.items[i].severity != SEVERITY_NOTE)
                put_item(d, &d->list.items[i], color, &out);
    return buf_str(&out);
}

void diag_print(Diag *d, DiagFormat format, bool color, FILE *out)
{
    Str text = diag_text(d, format, color);
    fwrite(text.ptr, 1, text.len, out);
}
