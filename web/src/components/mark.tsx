/** The logo. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M8 20.5h16" opacity=".45" />
      <path d="M8 20.5h9M20 10v7" />
    </svg>
  );
}
