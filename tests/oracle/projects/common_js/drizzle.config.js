const { defineConfig } = require('drizzle-kit');

module.exports = defineConfig({ schema: ['./b.ts', './a.ts'], dialect: 'turso', out: './out', dbCredentials: { url: process.env.URL, authToken: process.env.TOKEN } });
