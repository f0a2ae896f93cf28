type Labels = Readonly<Record<string, string>>

export type Counter = { add: (labels: Labels, amount?: number) => void }
export type Histogram = { observe: (labels: Labels, value: number) => void }

/** Numbers about the running server, in Prometheus' text format 0.0.4. */
export type Registry = {
  counter: (name: string, help: string) => Counter
  histogram: (name: string, help: string, bounds: readonly number[]) => Histogram
  /** A number that is read when it is asked for; `counter` for one that only grows. */
  gauge: (name: string, help: string, read: () => number | null, kind?: 'gauge' | 'counter') => void
  text: () => string
}

const escape = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const labelled = (name: string, labels: Labels): string => {
  const list = Object.entries(labels).map(([label, value]) => `${label}="${escape(value)}"`)
  return list.length > 0 ? `${name}{${list.join(',')}}` : name
}

/** Each label set is one series; keep the number of different values small. */
const seriesOf = <Value>(make: (labels: Labels) => Value) => {
  const series = new Map<string, Value>()
  const get = (labels: Labels): Value => {
    const key = Object.values(labels).join('\0')
    const known = series.get(key)
    if (known) return known
    const made = make(labels)
    series.set(key, made)
    return made
  }
  return { get, all: () => [...series.values()] }
}

export const createRegistry = (): Registry => {
  const families = new Map<string, () => string[]>()
  const family = (name: string, help: string, kind: string, lines: () => string[]) => {
    if (families.has(name)) throw new Error(`There are two metrics of the name ${name}`)
    families.set(name, () => [`# HELP ${name} ${help.replaceAll('\n', ' ')}`, `# TYPE ${name} ${kind}`, ...lines()])
  }
  return {
    counter: (name, help) => {
      const series = seriesOf((labels) => ({ labels, value: 0 }))
      family(name, help, 'counter', () => series.all().map(({ labels, value }) => `${labelled(name, labels)} ${value}`))
      return { add: (labels, amount = 1) => void (series.get(labels).value += amount) }
    },
    histogram: (name, help, bounds) => {
      const series = seriesOf((labels) => ({ labels, counts: bounds.map(() => 0), sum: 0, count: 0 }))
      family(name, help, 'histogram', () =>
        series
          .all()
          .flatMap(({ labels, counts, sum, count }) => [
            ...counts.map(
              (below, index) => `${labelled(`${name}_bucket`, { ...labels, le: String(bounds[index]) })} ${below}`,
            ),
            `${labelled(`${name}_bucket`, { ...labels, le: '+Inf' })} ${count}`,
            `${labelled(`${name}_sum`, labels)} ${sum}`,
            `${labelled(`${name}_count`, labels)} ${count}`,
          ]),
      )
      return {
        observe: (labels, value) => {
          const one = series.get(labels)
          one.sum += value
          one.count++
          bounds.forEach((bound, index) => {
            if (value <= bound) one.counts[index] = (one.counts[index] ?? 0) + 1
          })
        },
      }
    },
    gauge: (name, help, read, kind = 'gauge') =>
      family(name, help, kind, () => {
        const value = read()
        return value === null ? [] : [`${name} ${value}`]
      }),
    text: () => [...families.values()].flatMap((lines) => lines()).join('\n') + '\n',
  }
}
