-- What PostGraphile's users add by hand where tables alone don't say it: neighbours, a filtered list, statistics.
create schema if not exists bench;
-- What these functions need among themselves, and nobody is to ask for.
create schema if not exists bench_inner;

create or replace function bench.run_previous(run public.run) returns public.run stable language sql as $$
  select * from public.run other where other.number < run.number order by other.number desc limit 1
$$;

create or replace function bench.run_next(run public.run) returns public.run stable language sql as $$
  select * from public.run other where other.number > run.number order by other.number limit 1
$$;

create or replace function bench.run_changes(run public.run) returns setof public.change stable language sql as $$
  select * from public.change where entity = 'RUN' and key = run.number::text order by id desc
$$;

create or replace function bench.filtered_runs(
  taking text[], verdict public.run_quality, since timestamptz, until timestamptz)
returns setof public.run stable language sql as $$
  select r.* from public.run r
  where r.quality = verdict and r.start_at >= since and r.start_at < until and (
    select count(*) from public.run_detector x
    where x.run_number = r.number
      and x.detector_id = any(array(select id from public.detector where name = any(taking)))) = cardinality(taking)
$$;
comment on function bench.filtered_runs is '@behavior +order';

do $$ begin
  create type bench.fill_figures as (
    covered_seconds float8, efficiency float8, before_first_run_seconds float8, after_last_run_seconds float8,
    between_runs_seconds float8, mean_run_seconds float8, run_count int, over_two_minutes int, under_two_minutes int);
  create type bench.detector_figures as (
    name text, run_count int, covered_seconds float8, efficiency float8,
    good_covered_seconds float8, good_efficiency float8);
exception when duplicate_object then null;
end $$;

create or replace function bench_inner.seconds(parts tstzmultirange) returns float8 immutable language sql as $$
  select coalesce(sum(extract(epoch from upper(part) - lower(part))), 0)::float8 from unnest(parts) part
$$;

create or replace function bench_inner.fill_runs_in_beams(fill public.fill)
returns table (number int, clipped tstzrange, length interval) stable language sql as $$
  select r.number, tstzrange(r.start_at, r.end_at) * tstzrange(fill.stable_beams_start, fill.stable_beams_end),
    r.end_at - r.start_at
  from public.run r
  where r.fill_number = fill.number and r.definition = 'PHYSICS' and r.quality = 'GOOD' and r.end_at is not null
    and tstzrange(r.start_at, r.end_at) && tstzrange(fill.stable_beams_start, fill.stable_beams_end)
$$;

create or replace function bench.fill_statistics(fill public.fill) returns bench.fill_figures stable language sql as $$
  select bench_inner.seconds(merged), bench_inner.seconds(merged) / fill.stable_beams_seconds,
    extract(epoch from lower(merged) - fill.stable_beams_start)::float8,
    extract(epoch from fill.stable_beams_end - upper(merged))::float8,
    extract(epoch from upper(merged) - lower(merged))::float8 - bench_inner.seconds(merged), mean,
    count, over, count - over
  from (
    select range_agg(clipped) as merged, avg(extract(epoch from upper(clipped) - lower(clipped)))::float8 as mean,
      count(*)::int as count, (count(*) filter (where length > interval '2 minutes'))::int as over
    from bench_inner.fill_runs_in_beams(fill)) figures
  where fill.stable_beams_start is not null
$$;

create or replace function bench.fill_per_detector(fill public.fill)
returns setof bench.detector_figures stable language sql as $$
  select name, count, bench_inner.seconds(merged), bench_inner.seconds(merged) / fill.stable_beams_seconds,
    coalesce(bench_inner.seconds(good), 0), coalesce(bench_inner.seconds(good), 0) / fill.stable_beams_seconds
  from (
    select d.name, count(*)::int as count, range_agg(clipped) as merged,
      range_agg(clipped) filter (where x.quality = 'GOOD') as good
    from bench_inner.fill_runs_in_beams(fill) r join public.run_detector x on x.run_number = r.number
    join public.detector d on d.id = x.detector_id
    group by d.name) figures
  order by name
$$;
