import type { PanelExample } from '../../api/panel.ts'

const day = 86_400_000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** What one asks of Brewers, for the page of the API. */
export const examples: readonly PanelExample[] = [
  {
    id: 'brewer-why',
    title: 'Which Brewers are ill, and why',
    what: 'What is open on each of them: worst first, with the words of the file, and where they stand in it.',
    kind: 'query',
    document: /* GraphQL */ `
query WhyBrewersAreIll {
  brewers {
    number
    station
    state
    lastRecordAt
    openEvents {
      level
      title
      count
      lastAt
      message
      event {
        line
        file {
          name
        }
      }
    }
  }
}`,
  },
  {
    id: 'brewer-open-events',
    title: 'Open events of all Brewers',
    what: 'Filters go together; state OPEN is what has not been cleared, muted or grown old.',
    kind: 'query',
    document: /* GraphQL */ `
query OpenBrewerEvents($filter: BrewerEventFilter!) {
  brewerEvents(first: 50, filter: $filter) {
    totalCount
    nodes {
      instrument {
        name
      }
      at
      level
      code
      message
      quantity
      value
      limit
    }
  }
}`,
    variables: ({ now }) => ({ filter: { state: { eq: 'OPEN' }, at: { from: new Date(now - 30 * day).toISOString() } } }),
  },
  {
    id: 'brewer-files',
    title: 'What the files of a week say',
    what: 'Four bytes of bits for each file, and how often each code came.',
    kind: 'query',
    document: /* GraphQL */ `
query BrewerFilesOfAWeek($from: String!, $to: String!) {
  brewerFiles(first: 20, filter: { kind: { eq: B }, date: { from: $from, to: $to } }) {
    nodes {
      name
      date
      station
      masks
      level
      counts {
        code
        title
        count
      }
    }
  }
}`,
    variables: ({ now }) => ({ from: dayOf(now - 7 * day), to: dayOf(now) }),
  },
  {
    id: 'brewer-masks',
    title: 'Bits into codes',
    what: 'Four bytes, or codes, or both; codes above 48 have no bit.',
    kind: 'query',
    document: /* GraphQL */ `
query BrewerMasks($a: Int, $b: Int, $c: Int, $d: Int) {
  brewerMasks(a: $a, b: $b, c: $c, d: $d) {
    text
    codes
  }
}`,
    variables: () => ({ a: 48, b: 32, c: 135, d: 0 }),
  },
  {
    id: 'brewer-mute',
    title: 'Set a code of a Brewer aside',
    what: 'Until a time and for a reason. Its events stay; they say nothing of its state.',
    kind: 'mutation',
    document: /* GraphQL */ `
mutation MuteBrewerCode($input: BrewerMuteInput!) {
  muteBrewerCode(input: $input) {
    mute {
      id
      until
    }
    userErrors {
      path
      message
    }
  }
}`,
    variables: ({ now }) => ({
      input: { instrument: 'brewer-905', code: 11, until: new Date(now + 7 * day).toISOString(), reason: 'tracker is in the workshop' },
    }),
    right: 'instrument:write',
  },
]
