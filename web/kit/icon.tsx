/** Line drawings on a grid of 16, in the colour of the text around them. */
const drawings = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  flask: 'M6 2h4M7 2v4.5L3.5 13a.8.8 0 0 0 .7 1.2h7.6a.8.8 0 0 0 .7-1.2L9 6.5V2M5.2 10.5h5.6',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.8 10.8 14 14',
  chevron: 'M4 6l4 4 4-4',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.2v1.4M8 13.4v1.4M1.2 8h1.4M13.4 8h1.4M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1',
  moon: 'M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1Z',
  screen: 'M2.5 3h11a.8.8 0 0 1 .8.8v6.4a.8.8 0 0 1-.8.8h-11a.8.8 0 0 1-.8-.8V3.8a.8.8 0 0 1 .8-.8ZM6 14h4M8 11v3',
  alert: 'M8 2 14.6 13.6H1.4ZM8 6.5v3.2M8 11.6v.1',
  home: 'M2.5 7.5 8 2.8l5.5 4.7M4 6.5v7h8v-7M6.8 13.5V10h2.4v3.5',
  beam: 'M1.5 8h3.2M11.3 8h3.2M8 4.6 11.4 8 8 11.4 4.6 8Z',
  gauge: 'M2 12.5a6.5 6.5 0 1 1 12 0M8 10.5 11 6M8 11.2v.1',
  stack: 'M8 2 14 5 8 8 2 5ZM2 8l6 3 6-3M2 11l6 3 6-3',
  code: 'M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5M9 3 7 13',
  kit: 'M2.5 2.5h4.5V7H2.5ZM9 2.5h4.5V7H9ZM2.5 9h4.5v4.5H2.5ZM11.2 9v4.5M9 11.2h4.5',
  key: 'M5.5 14a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM7.8 8.5 13.5 2.8M10.8 5.5l2 2M12.5 3.8l1.5 1.5',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8ZM2.8 13.8a5.2 5.2 0 0 1 10.4 0',
  more: 'M3 8h.1M8 8h.1M13 8h.1',
  left: 'M10 3.5 5.5 8l4.5 4.5',
  right: 'M6 3.5 10.5 8 6 12.5',
  plus: 'M8 3v10M3 8h10',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6',
  sliders: 'M2 4.5h7M12.5 4.5H14M2 11.5h2.5M8 11.5h6M10.7 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM6.2 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4Z',
  list: 'M3 2v12M6.5 4H13M6.5 8h4.5M6.5 12h5.5',
  copy: 'M5.5 5.5V3.3a.8.8 0 0 1 .8-.8h6.4a.8.8 0 0 1 .8.8v6.4a.8.8 0 0 1-.8.8h-2.2M3.3 5.5h6.4a.8.8 0 0 1 .8.8v6.4a.8.8 0 0 1-.8.8H3.3a.8.8 0 0 1-.8-.8V6.3a.8.8 0 0 1 .8-.8Z',
  outside: 'M9.5 2.5h4v4M13.5 2.5 7.5 8.5M11.5 9.5v3.2a.8.8 0 0 1-.8.8H3.3a.8.8 0 0 1-.8-.8V5.3a.8.8 0 0 1 .8-.8h3.2',
  columns: 'M2.5 3h11v10h-11ZM6.2 3v10M9.8 3v10',
  skip: 'M3 4l5 4-5 4ZM12.5 4v8',
  gap: 'M2 8h3M11 8h3M7.2 5.5h1.6v5H7.2Z',
  play: 'M4.5 3 12.5 8 4.5 13Z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  bookmark: 'M4 2.5h8v11L8 10.4 4 13.5Z',
  pencil: 'M3 13l.7-3L10.8 2.9l2.3 2.3L6 12.3ZM9.3 4.4l2.3 2.3',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
} as const

export type IconName = keyof typeof drawings

export const Icon = (props: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={drawings[props.name]} />
  </svg>
)
