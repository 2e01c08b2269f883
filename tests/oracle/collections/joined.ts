// Views that are joined by foreign keys, one of two columns.
import { integer, sqliteTable, text, foreignKey, primaryKey } from 'drizzle-orm/sqlite-core';
import { defineView, defineQuery } from 'weave-orm';
export const student = sqliteTable('join_student', { id: integer().primaryKey(), name: text().notNull() });
export const course = sqliteTable('join_course', { id: integer().primaryKey(), studentId: integer('student_id').notNull().references(() => student.id), title: text() });
export const grade = sqliteTable('join_course_grade', { courseId: integer('course_id').notNull().references(() => course.id), grade: integer() });
export const view = defineView('course_grades', { joins: [[course, student], [course, grade]], columns: ['title', 'student_id', 'name', 'grade'] });
export const other = defineView('other', { joins: [[course, student]], columns: ['join_student_id', course.title] });
export const named = defineView('named', { joins: [[course, student]], columns: { who: 'name', what: course.title } });
export const q = { all: defineQuery`SELECT * FROM ${view} WHERE ${view.grade} > ${'least'}` };
export const pair = sqliteTable('pair', { x: integer(), y: integer() }, (t) => [primaryKey({ columns: [t.x, t.y] })]);
export const of = sqliteTable('of', { p: integer(), q: integer() }, (t) => [foreignKey({ columns: [t.p, t.q], foreignColumns: [pair.x, pair.y] })]);
export const both = defineView('both', { joins: [[pair, of]], columns: ['x', 'q'] });
