CREATE TYPE "public"."instrument_status" AS ENUM('UNKNOWN', 'OK', 'WARNING', 'ERROR', 'CRITICAL', 'STALE', 'LOST');--> statement-breakpoint
CREATE TYPE "public"."intake_state" AS ENUM('READ', 'FAULTY', 'FAILED');--> statement-breakpoint
CREATE TYPE "public"."job_run_state" AS ENUM('RUNNING', 'DONE', 'FAILED', 'TIMED_OUT', 'LOST', 'SKIPPED', 'MISSED');--> statement-breakpoint
CREATE TYPE "public"."job_trigger" AS ENUM('SCHEDULE', 'RETRY', 'MANUAL');--> statement-breakpoint
CREATE TYPE "public"."channel_shape" AS ENUM('NUMBER', 'VECTOR');--> statement-breakpoint
CREATE TYPE "public"."parked_state" AS ENUM('PARKED', 'DONE', 'DROPPED');--> statement-breakpoint
CREATE TABLE "instrument" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "instrument_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"place" text,
	"latitude" double precision,
	"longitude" double precision,
	"description" text,
	"reported_status" "instrument_status" DEFAULT 'UNKNOWN' NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"reported_reason" text,
	"last_data_at" timestamp (3) with time zone,
	"silence_told" smallint DEFAULT 0 NOT NULL,
	"archived_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "instrument_name_unique" UNIQUE("name"),
	CONSTRAINT "instrument_name_is_a_word" CHECK ("instrument"."name" ~ '^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,63}$'),
	CONSTRAINT "instrument_kind_is_a_word" CHECK ("instrument"."kind" ~ '^[a-z0-9][a-z0-9_-]{0,31}$'),
	CONSTRAINT "instrument_latitude_on_earth" CHECK ("instrument"."latitude" between -90 and 90),
	CONSTRAINT "instrument_longitude_on_earth" CHECK ("instrument"."longitude" between -180 and 180),
	CONSTRAINT "instrument_reported_is_no_age" CHECK ("instrument"."reported_status" not in ('STALE', 'LOST'))
);
--> statement-breakpoint
CREATE TABLE "instrument_status_history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "instrument_status_history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instrument_id" integer NOT NULL,
	"status" "instrument_status" NOT NULL,
	"reason" text,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "intake_file" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "intake_file_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plugin" text NOT NULL,
	"path" text NOT NULL,
	"size" bigint NOT NULL,
	"modified_at" timestamp (3) with time zone,
	"hash" "bytea" NOT NULL,
	"state" "intake_state" NOT NULL,
	"records" integer DEFAULT 0 NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"resume" jsonb,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	CONSTRAINT "intake_file_once" UNIQUE("plugin","path")
);
--> statement-breakpoint
CREATE TABLE "job_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "job_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"job_id" text NOT NULL,
	"trigger" "job_trigger" NOT NULL,
	"scheduled_for" timestamp (3) with time zone,
	"scheduled_until" timestamp (3) with time zone,
	"ticks" integer DEFAULT 1 NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"state" "job_run_state" NOT NULL,
	"seat" bigint,
	"server" text,
	"lease_until" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"triggered_by" text,
	"error" text,
	"result" jsonb,
	"log" text[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job" (
	"id" text PRIMARY KEY NOT NULL,
	"cron" text NOT NULL,
	"zone" text NOT NULL,
	"ticked_until" timestamp (3) with time zone NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"paused_by" text
);
--> statement-breakpoint
CREATE TABLE "channel" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "channel_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"instrument_id" integer NOT NULL,
	"name" text NOT NULL,
	"unit" text,
	"description" text,
	"shape" "channel_shape" DEFAULT 'NUMBER' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "channel_of_instrument" UNIQUE("instrument_id","name"),
	CONSTRAINT "channel_name_is_short" CHECK (length("channel"."name") between 1 and 64)
);
--> statement-breakpoint
CREATE TABLE "measurement" (
	"channel_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "measurement_channel_id_at_pk" PRIMARY KEY("channel_id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "measurement_bucket" (
	"channel_id" integer NOT NULL,
	"level" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"count" bigint NOT NULL,
	"min" double precision NOT NULL,
	"max" double precision NOT NULL,
	"sum" double precision NOT NULL,
	CONSTRAINT "measurement_bucket_channel_id_level_at_pk" PRIMARY KEY("channel_id","level","at")
);
--> statement-breakpoint
CREATE TABLE "vector_measurement" (
	"channel_id" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"values" double precision[] NOT NULL,
	CONSTRAINT "vector_measurement_channel_id_at_pk" PRIMARY KEY("channel_id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "parked_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "parked_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"plugin" text NOT NULL,
	"event_xid" "xid8" NOT NULL,
	"event_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"entity" text NOT NULL,
	"key" text NOT NULL,
	"change" "event_change" NOT NULL,
	"fields" text[] DEFAULT '{}' NOT NULL,
	"data" jsonb,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"error" text NOT NULL,
	"parked_at" timestamp (3) with time zone NOT NULL,
	"state" "parked_state" DEFAULT 'PARKED' NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by" text
);
--> statement-breakpoint
CREATE TABLE "plugin" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"version" text NOT NULL,
	"sdl" text DEFAULT '' NOT NULL,
	"installed_at" timestamp (3) with time zone NOT NULL,
	"ready_at" timestamp (3) with time zone NOT NULL,
	"told_epoch" uuid,
	"told_xid" "xid8",
	"told_id" bigint
);
--> statement-breakpoint
ALTER TABLE "instrument_status_history" ADD CONSTRAINT "instrument_status_history_instrument_id_instrument_id_fk" FOREIGN KEY ("instrument_id") REFERENCES "public"."instrument"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_instrument_id_instrument_id_fk" FOREIGN KEY ("instrument_id") REFERENCES "public"."instrument"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "instrument_by_kind" ON "instrument" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "instrument_by_last_data" ON "instrument" USING btree ((coalesce(last_data_at, '-infinity'::timestamptz)),"id");--> statement-breakpoint
CREATE INDEX "instrument_by_updated" ON "instrument" USING btree ("updated_at","id");--> statement-breakpoint
CREATE INDEX "instrument_by_name_text" ON "instrument" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "instrument_status_history_in_order" ON "instrument_status_history" USING btree ("instrument_id","at","id");--> statement-breakpoint
CREATE INDEX "intake_file_by_read" ON "intake_file" USING btree ("plugin","read_at","id");--> statement-breakpoint
CREATE INDEX "intake_file_faulty" ON "intake_file" USING btree ("plugin","id") WHERE state <> 'READ';--> statement-breakpoint
CREATE UNIQUE INDEX "job_run_once" ON "job_run" USING btree ("job_id","scheduled_for","attempt");--> statement-breakpoint
CREATE UNIQUE INDEX "job_run_alone" ON "job_run" USING btree ("job_id") WHERE state = 'RUNNING';--> statement-breakpoint
CREATE INDEX "job_run_of_job" ON "job_run" USING btree ("job_id","id");--> statement-breakpoint
CREATE INDEX "job_run_by_state" ON "job_run" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "job_run_by_start" ON "job_run" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "parked_event_once" ON "parked_event" USING btree ("plugin","event_xid","event_id");--> statement-breakpoint
CREATE INDEX "parked_event_open" ON "parked_event" USING btree ("plugin","id") WHERE state = 'PARKED';