// scan.h - finds new media in the directories of the active sources.

#ifndef FOUNDFRAME_SCAN_H
#define FOUNDFRAME_SCAN_H

#include "weave.h"

typedef struct ScanCounts {
    long seen;   // media files looked at
    long added;  // new by their content
    long failed; // files and sources that could not be read
} ScanCounts;

// Visits every active file:// source. Files are taken in order of path, in batches; the
// media of a batch, their stream entries and the source's cursor are one transaction. So
// a scan that is killed anywhere has registered whole batches, and the next one goes on
// behind the last of them. A file that did not change since the last complete scan is
// not read again.
//
// What cannot be read is said on stderr, counted, and for a whole source kept in its
// last_error; the scan goes on. The status is the database's.
WeaveStatus scan_sources(WeaveDb *db, ScanCounts *counts);

// The directory of a file:// URL, percent-decoded into path; false if it is none.
bool scan_directory_of(WeaveText url, char *path, size_t size);

#endif
