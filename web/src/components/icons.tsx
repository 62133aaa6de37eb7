/** Icons accompany text and are hidden from screen readers. */
const PATHS = {
  alert: "M12 4 2.8 20h18.4L12 4Zm0 6v4.5m0 2.6v.2",
  stop: "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3Zm3.7 5v5m0 3v.2",
  check: "m5 12.5 4.5 4.5L19 7.5",
  left: "m14.5 6-6 6 6 6",
  right: "m9.5 6 6 6-6 6",
  down: "m6 9.5 6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  download: "M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 19.5h14",
  out: "M10 5H5.5v14H10m4-11 4 4-4 4m4-4H9.5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Zm4.8-1.7L20 20",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-13.5V12l3 2",
  back: "M9 7 4.5 11.5 9 16m-4.5-4.5H15a4.5 4.5 0 0 1 0 9h-3",
  cross: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-3-12 6 6m0-6-6 6",
  page: "M7 3.5h7l4 4v13H7v-17Zm7 0v4.5h4",
  plus: "M12 5v14M5 12h14",
  sliders: "M4 8h9m5 0h2M4 16h2m5 0h9M15.5 5.5v5M8.5 13.5v5",
  offline: "M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5.5 12a9.5 9.5 0 0 1 4-2.3m5 .3a9.5 9.5 0 0 1 4 2M12 19v.2",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
