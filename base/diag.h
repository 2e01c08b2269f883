// diag.h - what weave says when a program is wrong.
//
//     schema.ts:61:21: error: no such column: mimetype [W302]
//        61 |   byType: defineQuery`SELECT * FROM media WHERE mimetype = ${'m'}`,
//           |                                                ^~~~~~~~
//     note: did you mean "mime_type"?
//
// A stage reports and goes on; the driver asks diag_failed() between stages. What is
// printed is sorted by place, each message once. Source text is loaded again when
// there is something to show, not before.
//
// Diagnostics cross processes as JSON, one object a line (diag_write_wire); the
// driver reads them back (diag_read_wire) and prints them all in one form.

#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

// A place in a source file: it travels from stage to stage with everything that was
// made there. {0} is "nowhere in particular". start and len are bytes.
typedef struct Span {
    uint32_t file; // 1-based: what diag_file() gave
    uint32_t start, len;
} Span;

typedef enum DiagCode {
#define X(code, title) DIAG_##code,
#include "base/diag_codes.h"
#undef X
    DIAG_CODES,
} DiagCode;

typedef enum Severity {
    SEVERITY_ERROR,
    SEVERITY_WARNING,
    SEVERITY_NOTE, // said about something that is accepted
} Severity;

typedef enum DiagFormat {
    DIAG_TEXT,
    DIAG_JSON,  // one object a line, as the command line's manual fixes it
    DIAG_SARIF, // one SARIF 2.1.0 log
} DiagFormat;

typedef struct Diag Diag;

// A store that lives in a. Sources to show are read through from.
Diag *diag_new(Arena *a, Loader from);

// The number of the file at path, as the user would type it; the same path has the
// same number, the first is 1. diag_path() is the way back.
uint32_t diag_file(Diag *d, Str path);
Str diag_path(const Diag *d, uint32_t file);
size_t diag_n_files(const Diag *d);

// The line a place begins in, from 1; 0 if it is nowhere or its source is gone.
uint32_t diag_line(Diag *d, Span at);

// A place as people count: 1-based, columns in characters.
typedef struct Place {
    uint32_t line, column, end_line, end_column; // the end is behind the last character
    Str text;                                    // the whole first line
    size_t start, end;                           // bytes of the span within text
} Place;

// False if the source cannot be read any more.
bool diag_place(Diag *d, Span at, Place *out);

void diag_error(Diag *d, Span at, DiagCode code, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
void diag_report(Diag *d, Severity severity, Span at, DiagCode code, const char *fmt,
                 ...) __attribute__((format(printf, 5, 6)));
// Belongs to the diagnostic reported before it. at may be {0}.
void diag_note(Diag *d, Span at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

bool diag_failed(const Diag *d); // an error was reported
size_t diag_count(const Diag *d);

// Drops what is only said about things that are accepted: SEVERITY_NOTE.
void diag_forget_notes(Diag *d);

// All of them as they are printed, sorted and each once. In DIAG_TEXT, color asks for
// terminal colours, and notes about what is accepted wait until nothing is wrong. Empty
// where there is nothing to say (SARIF: an empty log).
Str diag_text(Diag *d, DiagFormat format, bool color);
void diag_print(Diag *d, DiagFormat format, bool color, FILE *out);

// One line of JSON for each, behind a prefix, for the process that started this one; and
// back, one line at a time, without the prefix. diag_read_wire() is false if the line is not a diagnostic.
void diag_write_wire(Diag *d, const char *prefix, FILE *out);
bool diag_read_wire(Diag *d, Str line);
// One of them as such a line, without a newline; its number is that of diag_count() when
// it came, until they are printed or written.
Str diag_wire(Diag *d, size_t i);
Span diag_at(const Diag *d, size_t i);

const char *diag_code_name(DiagCode code);  // "W302"
const char *diag_code_title(DiagCode code); // "no such column"
const char *severity_name(Severity severity);

// Ends the program with "weave: bug: ..." and status 70: our mistake, not the user's.
_Noreturn void weave_bug(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
