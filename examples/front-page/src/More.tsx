import { useEffect, useRef } from "react";

/** Asks for the next page as soon as the reader has come this far; a button for those who do not scroll. */
export function More({ of, ask }: { of: string; ask(): void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && ask(), { rootMargin: "600px" });
    observer.observe(button.current!);
    return () => observer.disconnect();
  });
  return (
    <button type="button" className="more" ref={button} onClick={ask}>
      More {of}
    </button>
  );
}
