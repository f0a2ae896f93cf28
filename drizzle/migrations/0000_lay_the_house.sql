CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TYPE "public"."environment_status" AS ENUM('PENDING', 'STANDBY', 'DEPLOYED', 'CONFIGURED', 'RUNNING', 'ERROR', 'MIXED', 'DESTROYED', 'DONE');--> statement-breakpoint
CREATE TYPE "public"."event_change" AS ENUM('CREATED', 'UPDATED', 'DELETED');--> statement-breakpoint
CREATE TYPE "public"."run_definition" AS ENUM('PHYSICS', 'COSMICS', 'TECHNICAL', 'SYNTHETIC', 'CALIBRATION', 'COMMISSIONING');--> statement-breakpoint
CREATE TYPE "public"."run_quality" AS ENUM('NONE', 'GOOD', 'BAD', 'TEST');--> statement-breakpoint
CREATE TYPE "public"."role" AS ENUM('VIEWER', 'SHIFTER', 'COORDINATOR', 'ADMIN');--> statement-breakpoint
CREATE TYPE "public"."token_kind" AS ENUM('PERSONAL', 'SERVICE');--> statement-breakpoint
CREATE TABLE "change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"field" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "detector" (
	"id" smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "detector_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 32767 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	CONSTRAINT "detector_name_unique" UNIQUE("name"),
	CONSTRAINT "detector_name_is_short" CHECK ("detector"."name" ~ '^[A-Za-z0-9][A-Za-z0-9_.+-]{0,31}$')
);
--> statement-breakpoint
CREATE TABLE "environment" (
	"id" text PRIMARY KEY NOT NULL,
	"status" "environment_status",
	"history" text DEFAULT '' NOT NULL,
	"history_grams" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "environment_id_is_a_word" CHECK ("environment"."id" ~ '^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$')
);
--> statement-breakpoint
CREATE TABLE "environment_history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "environment_history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"environment_id" text NOT NULL,
	"status" "environment_status" NOT NULL,
	"message" text,
	"at_ns" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"kind" text NOT NULL,
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"change" "event_change" NOT NULL,
	"fields" text[] DEFAULT '{}' NOT NULL,
	"data" jsonb,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fill" (
	"number" integer PRIMARY KEY NOT NULL,
	"beam_type" text,
	"filling_scheme" text,
	"energy_gev" double precision,
	"colliding_bunches" integer,
	"delivered_luminosity" double precision,
	"stable_beams_start" timestamp (3) with time zone,
	"stable_beams_end" timestamp (3) with time zone,
	"stable_beams_seconds" double precision GENERATED ALWAYS AS (extract(epoch from (stable_beams_end - stable_beams_start))) STORED,
	"covered_seconds" double precision DEFAULT 0 NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fill_number_is_positive" CHECK ("fill"."number" > 0),
	CONSTRAINT "fill_stable_beams_end_after_start" CHECK ("fill"."stable_beams_end" > "fill"."stable_beams_start"),
	CONSTRAINT "fill_stable_beams_end_has_start" CHECK ("fill"."stable_beams_end" is null or "fill"."stable_beams_start" is not null),
	CONSTRAINT "fill_energy_is_positive" CHECK ("fill"."energy_gev" > 0),
	CONSTRAINT "fill_colliding_bunches_not_negative" CHECK ("fill"."colliding_bunches" >= 0),
	CONSTRAINT "fill_luminosity_not_negative" CHECK ("fill"."delivered_luminosity" >= 0)
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"owner" text NOT NULL,
	"key" text NOT NULL,
	"operation" text NOT NULL,
	"input_hash" "bytea" NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_owner_key_pk" PRIMARY KEY("owner","key"),
	CONSTRAINT "idempotency_key_is_short" CHECK (length("idempotency_key"."key") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"epoch" uuid DEFAULT gen_random_uuid() NOT NULL,
	"pruned_xid" "xid8" DEFAULT '0' NOT NULL,
	"pruned_id" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "installation_is_one" CHECK ("installation"."only")
);
--> statement-breakpoint
CREATE TABLE "period" (
	"id" smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "period_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 32767 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	CONSTRAINT "period_name_unique" UNIQUE("name"),
	CONSTRAINT "period_name_is_short" CHECK ("period"."name" ~ '^\S(.{0,62}\S)?$')
);
--> statement-breakpoint
CREATE TABLE "run_counter" (
	"run_number" integer NOT NULL,
	"name" text NOT NULL,
	"value" bigint NOT NULL,
	"unit" text,
	CONSTRAINT "run_counter_run_number_name_pk" PRIMARY KEY("run_number","name"),
	CONSTRAINT "run_counter_name_is_a_word" CHECK ("run_counter"."name" ~ '^[A-Za-z][A-Za-z0-9_.]{0,63}$'),
	CONSTRAINT "run_counter_unit_is_short" CHECK (length("run_counter"."unit") between 1 and 16)
);
--> statement-breakpoint
CREATE TABLE "run_detector" (
	"run_number" integer NOT NULL,
	"detector_id" smallint NOT NULL,
	"quality" "run_quality" DEFAULT 'NONE' NOT NULL,
	CONSTRAINT "run_detector_run_number_detector_id_pk" PRIMARY KEY("run_number","detector_id")
);
--> statement-breakpoint
CREATE TABLE "run_end_reason" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_end_reason_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_number" integer NOT NULL,
	"category" text NOT NULL,
	"title" text,
	"description" text,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "end_reason_category_is_short" CHECK (length("run_end_reason"."category") between 1 and 64),
	CONSTRAINT "end_reason_title_is_short" CHECK (length("run_end_reason"."title") between 1 and 128),
	CONSTRAINT "end_reason_description_is_short" CHECK (length("run_end_reason"."description") <= 2000)
);
--> statement-breakpoint
CREATE TABLE "run_tag" (
	"run_number" integer NOT NULL,
	"tag_id" smallint NOT NULL,
	CONSTRAINT "run_tag_run_number_tag_id_pk" PRIMARY KEY("run_number","tag_id")
);
--> statement-breakpoint
CREATE TABLE "run_type" (
	"id" smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_type_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 32767 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	CONSTRAINT "run_type_name_unique" UNIQUE("name"),
	CONSTRAINT "run_type_name_is_short" CHECK ("run_type"."name" ~ '^\S(.{0,62}\S)?$')
);
--> statement-breakpoint
CREATE TABLE "run" (
	"number" integer PRIMARY KEY NOT NULL,
	"type_id" smallint,
	"definition" "run_definition" NOT NULL,
	"definition_is_explicit" boolean DEFAULT false NOT NULL,
	"quality" "run_quality" DEFAULT 'NONE' NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"trigger_started_at" timestamp (3) with time zone,
	"trigger_ended_at" timestamp (3) with time zone,
	"start_at" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(trigger_started_at, started_at)) STORED,
	"end_at" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(trigger_ended_at, ended_at)) STORED,
	"duration_seconds" double precision GENERATED ALWAYS AS (extract(epoch from (coalesce(trigger_ended_at, ended_at) - coalesce(trigger_started_at, started_at)))) STORED,
	"fill_number" integer,
	"environment_id" text,
	"period_id" smallint,
	"started_by" text,
	"ended_by" text,
	"dcs" boolean,
	"data_distribution" boolean,
	"epn" boolean,
	"trigger" text,
	"processing_mode" text,
	"workflow_parameters" text,
	"pdp_beam_type" text,
	"beam_mode" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_number_is_positive" CHECK ("run"."number" > 0),
	CONSTRAINT "run_ends_after_it_starts" CHECK ("run"."ended_at" > "run"."started_at"),
	CONSTRAINT "run_trigger_ends_after_it_starts" CHECK ("run"."trigger_ended_at" > "run"."trigger_started_at"),
	CONSTRAINT "run_effective_end_after_start" CHECK (coalesce(trigger_ended_at, ended_at) > coalesce(trigger_started_at, started_at)),
	CONSTRAINT "run_quality_after_end" CHECK (quality = 'NONE' or coalesce(trigger_ended_at, ended_at) is not null or coalesce(trigger_started_at, started_at) is null)
);
--> statement-breakpoint
CREATE TABLE "tag" (
	"id" smallint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tag_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 32767 START WITH 1 CACHE 1),
	"text" text NOT NULL,
	"color" text,
	"description" text,
	"archived_at" timestamp (3) with time zone,
	CONSTRAINT "tag_text_unique" UNIQUE("text"),
	CONSTRAINT "tag_text_is_2_to_20_characters" CHECK ("tag"."text" ~ '^[[:alnum:]_][[:alnum:]_ ./+-]{0,18}[[:alnum:]_+]$'),
	CONSTRAINT "tag_color_is_rrggbb" CHECK ("tag"."color" ~ '^#[0-9a-fA-F]{6}$'),
	CONSTRAINT "tag_description_is_short" CHECK (length("tag"."description") <= 200)
);
--> statement-breakpoint
CREATE TABLE "token" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "token_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" "token_kind" NOT NULL,
	"role" "role",
	"scopes" text[] DEFAULT '{}' NOT NULL,
	"hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "token_hash_unique" UNIQUE("hash"),
	CONSTRAINT "token_name_is_short" CHECK (length("token"."name") between 1 and 64),
	CONSTRAINT "token_hash_is_sha256" CHECK (length("token"."hash") = 32),
	CONSTRAINT "token_has_role_or_scopes" CHECK ((kind = 'PERSONAL') = (role is not null) and (kind = 'SERVICE') = (cardinality(scopes) > 0))
);
--> statement-breakpoint
ALTER TABLE "environment_history" ADD CONSTRAINT "environment_history_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_counter" ADD CONSTRAINT "run_counter_run_number_run_number_fk" FOREIGN KEY ("run_number") REFERENCES "public"."run"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_detector" ADD CONSTRAINT "run_detector_run_number_run_number_fk" FOREIGN KEY ("run_number") REFERENCES "public"."run"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_detector" ADD CONSTRAINT "run_detector_detector_id_detector_id_fk" FOREIGN KEY ("detector_id") REFERENCES "public"."detector"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_end_reason" ADD CONSTRAINT "run_end_reason_run_number_run_number_fk" FOREIGN KEY ("run_number") REFERENCES "public"."run"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_tag" ADD CONSTRAINT "run_tag_run_number_run_number_fk" FOREIGN KEY ("run_number") REFERENCES "public"."run"("number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_tag" ADD CONSTRAINT "run_tag_tag_id_tag_id_fk" FOREIGN KEY ("tag_id") REFERENCES "public"."tag"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_type_id_run_type_id_fk" FOREIGN KEY ("type_id") REFERENCES "public"."run_type"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_fill_number_fill_number_fk" FOREIGN KEY ("fill_number") REFERENCES "public"."fill"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_environment_id_environment_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environment"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_period_id_period_id_fk" FOREIGN KEY ("period_id") REFERENCES "public"."period"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_of_entity" ON "change" USING btree ("entity","key","id");--> statement-breakpoint
CREATE INDEX "environment_by_status" ON "environment" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "environment_by_created" ON "environment" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "environment_by_updated" ON "environment" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "environment_by_history" ON "environment" USING gin ("history_grams");--> statement-breakpoint
CREATE INDEX "environment_by_id_text" ON "environment" USING gin (id gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "environment_history_in_order" ON "environment_history" USING btree ("environment_id","at_ns","status");--> statement-breakpoint
CREATE INDEX "event_in_order" ON "event" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "event_by_kind" ON "event" USING btree ("kind","xid","id");--> statement-breakpoint
CREATE INDEX "event_by_time" ON "event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "fill_by_stable_beams_start" ON "fill" USING btree (coalesce(stable_beams_start, '-infinity'),"number");--> statement-breakpoint
CREATE INDEX "fill_by_stable_beams_end" ON "fill" USING btree (coalesce(stable_beams_end, '-infinity'),"number");--> statement-breakpoint
CREATE INDEX "fill_by_stable_beams_seconds" ON "fill" USING btree (coalesce(stable_beams_seconds, -1),"number");--> statement-breakpoint
CREATE INDEX "fill_by_covered_seconds" ON "fill" USING btree ("covered_seconds","number");--> statement-breakpoint
CREATE INDEX "fill_by_energy" ON "fill" USING btree (coalesce(energy_gev, -1),"number");--> statement-breakpoint
CREATE INDEX "fill_by_beam_type" ON "fill" USING btree ("beam_type","number");--> statement-breakpoint
CREATE INDEX "fill_by_scheme" ON "fill" USING gin (filling_scheme gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "fill_in_stable_beams" ON "fill" USING btree ("number") WHERE stable_beams_start is not null and stable_beams_end is null;--> statement-breakpoint
CREATE INDEX "idempotency_key_by_age" ON "idempotency_key" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "run_detector_by_quality" ON "run_detector" USING btree ("detector_id","quality","run_number");--> statement-breakpoint
CREATE INDEX "run_end_reason_of_run" ON "run_end_reason" USING btree ("run_number","id");--> statement-breakpoint
CREATE INDEX "run_end_reason_by_category" ON "run_end_reason" USING btree (lower(category),lower(title),"run_number");--> statement-breakpoint
CREATE INDEX "run_end_reason_by_words" ON "run_end_reason" USING gin ((category || ' ' || coalesce(title, '') || ' ' || coalesce(description, '')) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "run_tag_by_tag" ON "run_tag" USING btree ("tag_id","run_number");--> statement-breakpoint
CREATE INDEX "run_by_start" ON "run" USING btree (coalesce(start_at, '-infinity'),"number");--> statement-breakpoint
CREATE INDEX "run_by_end" ON "run" USING btree (coalesce(end_at, '-infinity'),"number");--> statement-breakpoint
CREATE INDEX "run_by_duration" ON "run" USING btree (coalesce(duration_seconds, -1),"number");--> statement-breakpoint
CREATE INDEX "run_by_fill" ON "run" USING btree (coalesce(fill_number, -1),"number");--> statement-breakpoint
CREATE INDEX "run_of_fill" ON "run" USING btree ("fill_number","number");--> statement-breakpoint
CREATE INDEX "run_by_type" ON "run" USING btree ("type_id","number");--> statement-breakpoint
CREATE INDEX "run_by_definition" ON "run" USING btree ("definition","number");--> statement-breakpoint
CREATE INDEX "run_by_quality" ON "run" USING btree ("quality","number");--> statement-breakpoint
CREATE INDEX "run_by_period" ON "run" USING btree ("period_id","number");--> statement-breakpoint
CREATE INDEX "run_of_environment" ON "run" USING btree ("environment_id","number");--> statement-breakpoint
CREATE INDEX "run_still_open" ON "run" USING btree ("start_at") WHERE end_at is null;--> statement-breakpoint
CREATE INDEX "run_by_words" ON "run" USING gin ((coalesce(started_by, '') || ' ' || coalesce(ended_by, '') || ' ' || coalesce(environment_id, '')) gin_trgm_ops);--> statement-breakpoint
INSERT INTO "installation" DEFAULT VALUES;
