CREATE INDEX "run_by_starter" ON "run" USING btree ("started_by","number");--> statement-breakpoint
CREATE INDEX "run_by_ender" ON "run" USING btree ("ended_by","number");