CREATE TYPE "public"."saved_view_list" AS ENUM('RUNS', 'FILLS', 'ENVIRONMENTS', 'INSTRUMENTS');--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "saved_view_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"list" "saved_view_list" NOT NULL,
	"name" text NOT NULL,
	"search" text NOT NULL,
	"owner_id" integer,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"updated_by" text NOT NULL,
	CONSTRAINT "saved_view_name_is_short" CHECK (length("saved_view"."name") between 1 and 80),
	CONSTRAINT "saved_view_search_is_a_query_string" CHECK ("saved_view"."search" like '?_%' and length("saved_view"."search") <= 8000)
);
--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_token_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."token"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_has_one_name" ON "saved_view" USING btree ("list",coalesce("owner_id", 0),lower("name"));--> statement-breakpoint
CREATE INDEX "saved_view_by_name" ON "saved_view" USING btree (lower("name"),"id");--> statement-breakpoint
CREATE INDEX "saved_view_of_owner" ON "saved_view" USING btree ("owner_id");