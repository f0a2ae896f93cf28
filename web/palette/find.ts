import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Answer } from '../graphql/client.ts'
import { graphql, type ResultOf } from '../graphql/graphql.ts'
import { formatDuration } from '../kit/duration.ts'
import { jobStateWords } from '../nouns/job-words.ts'
import { environmentPath, fillPath, instrumentPath, jobPath, pluginPath, runPath } from '../nouns/paths.ts'
import { pluginStates } from '../nouns/plugin-words.ts'
import { runSeconds } from '../nouns/run-times.ts'
import { savedViewPath } from '../list/saved-view.ts'
import { qualityWords, stateWords } from '../nouns/run-words.ts'
import type { Entry } from './entries.ts'

const byNumberDocument = graphql(`
  query FindByNumber($number: Int!) {
    run(number: $number) {
      number
      state
      quality
      startedAt
      triggerStartedAt
      durationSeconds
    }
    fill(number: $number) {
      number
      fillingScheme
      stableBeamsStart
      stableBeamsEnd
    }
  }
`)

const byIdDocument = graphql(`
  query FindById($text: String!) {
    environments(filter: { id: { contains: $text } }, first: 20) {
      nodes {
        id
        status
      }
    }
    instruments(filter: { name: { contains: $text } }, first: 20) {
      nodes {
        name
        kind
        status
      }
    }
  }
`)

const byNameDocument = graphql(`
  query FindByName {
    plugins {
      name
      title
      state
    }
    jobs {
      name
      state
    }
  }
`)

const viewsDocument = graphql(`
  query FindSavedViews {
    savedViews(first: 1000) {
      nodes {
        number
        list
        name
        search
        isShared
      }
    }
  }
`)

/** Typing faster than this (ms) asks once. */
const pauseMs = 120
const mostNamed = 5

/** What can be asked for: a number that fits the server's, what may be in an environment's id or an instrument's name, in that of a plugin or a job, or of a view. */
export const toAsk = (typed: string): { number: number | null; id: string | null; name: string | null; words: string | null } => {
  const text = typed.trim().replace(/^#/, '')
  const number = /^\d{1,10}$/.test(text) ? Number(text) : null
  return {
    number: number !== null && number > 0 && number < 2 ** 31 ? number : null,
    id: /^[\w.:/+-]{3,64}$/.test(text) ? text : null,
    name: /^[a-z][\w:-]{2,80}$/i.test(text) ? text : null,
    words: typed.trim().length >= 2 ? typed.trim() : null,
  }
}

const enumWords = (value: string) => value.toLowerCase().replaceAll('_', ' ')

/** What the server has under what was typed, with how it stands with it now. */
export const createFinder = (app: WebApp, typed: Accessor<string>) => {
  const [found, setFound] = createSignal<readonly Entry[]>([])
  const [isAsking, setAsking] = createSignal(false)
  let asked = 0

  const byNumber = async (number: number): Promise<readonly Entry[]> => {
    const { data } = await app.api.ask(byNumberDocument, { number })
    const { run, fill } = data ?? {}
    const since = (seconds: number | null) => (seconds === null ? '' : `, ${formatDuration(seconds)}`)
    return [
      ...(run
        ? [{
            id: `run-${run.number}`,
            group: 'Found' as const,
            title: `Run ${run.number}`,
            href: runPath(run.number),
            get detail() {
              const quality = run.quality === 'NONE' ? '' : `, ${qualityWords[run.quality]}`
              return `${stateWords[run.state]}${since(runSeconds(run, app.clock.now))}${quality}`
            },
          }]
        : []),
      ...(fill
        ? [{
            id: `fill-${fill.number}`,
            group: 'Found' as const,
            title: `Fill ${fill.number}`,
            href: fillPath(fill.number),
            detail: [
              fill.stableBeamsStart && !fill.stableBeamsEnd ? 'stable beams now' : null,
              fill.fillingScheme,
            ].filter(Boolean).join(', '),
          }]
        : []),
    ]
  }

  const byId = async (text: string): Promise<readonly Entry[]> => {
    const { data } = await app.api.ask(byIdDocument, { text })
    const begins = (id: string) => (id.toLowerCase().startsWith(text.toLowerCase()) ? 0 : 1)
    const environments = (data?.environments.nodes ?? [])
      .toSorted((a, b) => begins(a.id) - begins(b.id))
      .slice(0, mostNamed)
      .map(({ id, status }) => ({
        id: `environment-${id}`,
        group: 'Found' as const,
        title: `Environment ${id}`,
        detail: status ? enumWords(status) : undefined,
        href: environmentPath(id),
      }))
    const instruments = (data?.instruments.nodes ?? [])
      .toSorted((a, b) => begins(a.name) - begins(b.name))
      .slice(0, mostNamed)
      .map(({ name, kind, status }) => ({
        id: `instrument-${name}`,
        group: 'Found' as const,
        title: `Instrument ${name}`,
        detail: `${kind}, ${enumWords(status)}`,
        href: instrumentPath(name),
      }))
    return [...instruments, ...environments]
  }

  // Few enough to be read at once, each time the palette is opened.
  let named: Promise<Answer<ResultOf<typeof byNameDocument>>> | undefined
  const byName = async (text: string): Promise<readonly Entry[]> => {
    named ??= app.api.ask(byNameDocument, {})
    const { data } = await named
    const part = text.toLowerCase()
    const fits = (...words: (string | null)[]) => words.some((word) => word?.toLowerCase().includes(part))
    const plugins = (data?.plugins ?? []).filter(({ name, title }) => fits(name, title))
    const jobs = (data?.jobs ?? []).filter(({ name }) => fits(name))
    return [
      ...plugins.map(({ name, title, state }) => ({
        id: `plugin-admin-${name}`,
        group: 'Found' as const,
        title: `Plugin ${title || name}`,
        detail: pluginStates[state].word,
        href: pluginPath(name),
      })),
      ...jobs.map(({ name, state }) => ({
        id: `job-${name}`,
        group: 'Found' as const,
        title: `Job ${name}`,
        detail: jobStateWords[state],
        href: jobPath(name),
      })),
    ].slice(0, mostNamed)
  }

  let views: Promise<Answer<ResultOf<typeof viewsDocument>>> | undefined
  const byWords = async (text: string): Promise<readonly Entry[]> => {
    views ??= app.api.ask(viewsDocument, {})
    const { data } = await views
    const words = text.toLowerCase().split(/\s+/)
    return (data?.savedViews.nodes ?? [])
      .filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
      .slice(0, mostNamed)
      .map((view) => ({
        id: `view-${view.number}`,
        group: 'Found' as const,
        title: `View ${view.name}`,
        detail: `${enumWords(view.list)}, ${view.isShared ? 'shared' : 'only yours'}`,
        href: savedViewPath(view.list.toLowerCase(), view),
      }))
  }

  createEffect(
    on(typed, (text) => {
      const mine = ++asked
      const asking = toAsk(text)
      const { number, id, name, words } = asking
      const isAny = Object.values(asking).some((one) => one !== null)
      setFound([])
      setAsking(isAny)
      if (!isAny) return
      const timer = setTimeout(async () => {
        const answers = await Promise.all([
          number === null ? [] : byNumber(number),
          id === null ? [] : byId(id),
          name === null ? [] : byName(name),
          words === null ? [] : byWords(words),
        ])
        if (mine !== asked) return
        setFound(answers.flat())
        setAsking(false)
      }, pauseMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  onCleanup(() => (asked += 1))
  return { found, isAsking }
}
