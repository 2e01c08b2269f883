import { relations } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const places = sqliteTable('places', { country: text('country'), city: text('city') });
export const people = sqliteTable('people', { id: integer('id').primaryKey(), country: text('home_country'), city: text('home_city') });
export const placesRelations = relations(places, ({ many }) => ({ people: many(people) }));
export const peopleRelations = relations(people, ({ one }) => ({
  home: one(places, { fields: [people.country, people.city], references: [places.country, places.city] }),
}));
