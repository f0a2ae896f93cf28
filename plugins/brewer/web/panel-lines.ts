/** How many lines the panels of an instrument have, about: bones stand in their place, so that what is below stays. */
export const panelLines = { status: 17, messages: 52, trends: 100, days: 36 } as const
