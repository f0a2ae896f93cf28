DROP INDEX "brewer"."reading_by_quantity";--> statement-breakpoint
CREATE INDEX "event_by_message" ON "brewer"."event" USING gin (message gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "reading_by_quantity" ON "brewer"."reading" USING btree ("instrument","quantity","at","value","file_id");