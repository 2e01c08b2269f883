// test_stage1_modules.c - which file an import means.

#include "parse_fixture.h"

typedef struct File {
    const char *path, *text;
} File;

// The schema's own file is the first.
static void parse_project(Parsed *p, const File *files)
{
    for (const File *f = files; f->path; f++)
        parsed_file(p, f->path, f->text);
    parse(p, files[0].path);
}

static void gives(const File *files, const char *ddl)
{
    Parsed p = {0};
    parse_project(&p, files);
    cr_expect(p.ok, "refused:\n%.*s", STR_ARG(p.said));
    Str got = parsed_ddl(&p);
    cr_expect(str_find_str(got, str_z(ddl)) != STR_NONE, "not there: %s\nbut: %.*s",
              ddl, STR_ARG(got));
    arena_free(&p.mem);
}

static void refuses(const File *files, const char *said)
{
    Parsed p = {0};
    parse_project(&p, files);
    cr_expect(!p.ok, "accepted");
    cr_expect(str_find_str(p.said, str_z(said)) != STR_NONE, "not said: %s\nbut: %.*s",
              said, STR_ARG(p.said));
    arena_free(&p.mem);
}

#define SCHEMA(import)                                                                 \
    DRIZZLE import "\nexport const t = sqliteTable(name, { a: text() });"

Test(modules, path_aliases_of_tsconfig)
{
    gives(
        (const File[]){{"src/db/schema.ts", SCHEMA("import { name } from '@/names';")},
                       {"src/names.ts", "export const name = 'aliased';"},
                       {"tsconfig.json",
                        "{ // the app\n \"compilerOptions\": { \"paths\": { \"@/*\": "
                        "[\"./lib/*\", \"./src/*\"], }, \"plugins\": [{}] },\n}"},
                       {0}},
        "CREATE TABLE `aliased`");
    gives(
        (const File[]){{"app/src/schema.ts", SCHEMA("import { name } from 'names';")},
                       {"app/shared/names/index.ts", "export const name = 'based';"},
                       {"app/tsconfig.json",
                        "\xEF\xBB\xBF{\"compilerOptions\":{\"baseUrl\":\"./shared\"}}"},
                       {0}},
        "CREATE TABLE `based`");
}

Test(modules, tsconfig_extends_and_references)
{
    gives((const File[]){{"app/schema.ts", SCHEMA("import { name } from '~db';")},
                         {"db/main.ts", "export const name = 'inherited';"},
                         {"app/tsconfig.json", "{\"extends\": \"../base\"}"},
                         {"base.json", "{\"compilerOptions\": {\"paths\": {\"~db\": "
                                       "[\"./db/main.ts\"]}}}"},
                         {0}},
          "CREATE TABLE `inherited`");
    gives((const File[]){{"schema.ts", SCHEMA("import { name } from '@/n';")},
                         {"src/n.ts", "export const name = 'referred';"},
                         {"tsconfig.json",
                          "{\"extends\": \"expo/tsconfig.base\", \"files\": [], "
                          "\"references\": [{\"path\": \"./tsconfig.app.json\"}]}"},
                         {"tsconfig.app.json",
                          "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"src/*\"]}}}"},
                         {0}},
          "CREATE TABLE `referred`");
}

Test(modules, tsconfigs_that_extend_each_other_end)
{
    refuses((const File[]){{"schema.ts", SCHEMA("import { name } from '@/n';")},
                           {"tsconfig.json", "{\"extends\": \"./tsconfig.json\"}"},
                           {0}},
            "\"name\" comes from \"@/n\", which weave does not read [W103]");
}

Test(modules, an_alias_without_a_file_is_named)
{
    refuses(
        (const File[]){{"schema.ts", SCHEMA("import { name } from '@/n';")},
                       {"tsconfig.json",
                        "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"src/*\"]}}}"},
                       {0}},
        "no file is found for the import \"@/n\" [W103]");
}

Test(modules, packages_of_the_workspace)
{
    gives(
        (const File[]){
            {"apps/web/schema.ts", SCHEMA("import { name } from '@org/db';")},
            {"package.json", "{\"workspaces\": [\"apps/*\", \"packages/**\"]}"},
            {"packages/data/db/package.json",
             "{\"name\": \"@org/db\", \"main\": \"./dist/index.js\"}"},
            {"packages/data/db/src/index.ts", "export const name = 'ours';"},
            {0}},
        "CREATE TABLE `ours`");
    gives(
        (const File[]){
            {"apps/web/schema.ts",
             SCHEMA("import { name } from '@org/db/names/user';")},
            {"packages/db/package.json",
             "{\"name\": \"@org/db\", \"exports\": {\"./names/*\": {\"types\": "
             "\"./dist/*.d.ts\", \"default\": \"./lib/*.ts\"}}}"},
            {"packages/db/lib/user.ts", "export const name = 'by_exports';"},
            {"pnpm-workspace.yaml",
             "packages:\n  # all\n  - 'packages/*'\n  - \"!x\"\n"},
            {0}},
        "CREATE TABLE `by_exports`");
}

Test(modules, imports_of_package_json)
{
    gives(
        (const File[]){
            {"src/schema.ts", SCHEMA("import { name } from '#db/names.js';")},
            {"package.json", "{\"imports\": {\"#db/*\": \"./src/inside/*\"}}"},
            {"src/inside/names.ts", "export const name = 'hashed';"},
            {0}},
        "CREATE TABLE `hashed`");
}

Test(modules, data_in_json)
{
    gives((const File[]){{"schema.ts", SCHEMA("import data from './data.json';\n"
                                              "const { name } = data.tables[0];")},
                         {"data.json", "{\"tables\": [{\"name\": \"from_json\"}]}"},
                         {0}},
          "CREATE TABLE `from_json`");
    refuses((const File[]){{"schema.ts", SCHEMA("import { name } from './data.json';")},
                           {"data.json", "{\"name\": 12,}}"},
                           {0}},
            "\"data.json\" is not JSON [W103]");
    refuses(
        (const File[]){{"schema.ts", SCHEMA("import { name } from './data.json';")},
                       {"data.json", "{\n  \"name\": 12}"},
                       {0}},
        "data.json:2:11: error: the name of a table must be a string, not a number");
}

Test(modules, commonjs)
{
    gives(
        (const File[]){
            {"schema.js",
             "const { sqliteTable, text } = require('drizzle-orm/sqlite-core');\n"
             "const names = require('./names');\n"
             "const t = sqliteTable(names.t(), { a: text() });\n"
             "module.exports = { t, u: sqliteTable('u', { b: text() }) };\n"},
            {"names.cjs", "exports.t = () => 'required';"},
            {0}},
        "CREATE TABLE `required` (\n\t`a` text\n);\nCREATE TABLE `u`");
    gives(
        (const File[]){
            {"schema.js", "module.exports = { ...require('./a'), b: 1 };"},
            {"a.js",
             "const { sqliteTable, text } = require('drizzle-orm/sqlite-core');\n"
             "const t = sqliteTable('spread', { a: text() });\n"
             "module.exports = { t };"},
            {0}},
        "CREATE TABLE `spread`");
    gives((const File[]){{"schema.ts", SCHEMA("import name = require('./name');")},
                         {"name.js", "module.exports = 'whole';"},
                         {0}},
          "CREATE TABLE `whole`");
}

Test(modules, imported_for_what_they_change)
{
    gives((const File[]){{"schema.ts",
                          SCHEMA("import './more';\nimport { o } from './o';\n"
                                 "const name = o.list.join('_');")},
                         {"o.ts", "export const o = { list: ['a'] };"},
                         {"more.ts", "import { o } from './o';\no.list.push('b');"},
                         {0}},
          "CREATE TABLE `a_b`");
}

Test(modules, svelte_kit_names_its_library)
{
    gives(
        (const File[]){
            {"src/lib/server/schema.ts", SCHEMA("import { name } from '$lib/names';")},
            {"src/lib/names.ts", "export const name = 'svelte';"},
            {"package.json", "{}"},
            {"tsconfig.json", "{\"extends\": \"./.svelte-kit/tsconfig.json\"}"},
            {0}},
        "CREATE TABLE `svelte`");
}
