CREATE TABLE a (x);
SELECT 'oops;
--     ^ W140 this quote is never closed
