/** Paths of the tabs' icons, 24 × 24 units, drawn as lines. */
export const ICONS = {
  chat: 'M4 5h16v11H9l-4 4v-4H4z',
  shop: 'M5 8h14l-1 12H6zM9 8V6a3 3 0 0 1 6 0v2',
  show: 'M4 6h16v10H4zM9 20h6M12 16v4M10 9l4 2-4 2z',
  numbers: 'M4 20h16M7 16v-4M12 16V6M17 16v-7',
  settings: 'M5 7h8M17 7h2M5 12h2M11 12h8M5 17h6M15 17h4M15 5v4M9 10v4M13 15v4',
} as const;
