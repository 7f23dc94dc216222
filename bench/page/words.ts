// What the page about performance says around its tables, in both languages. Of the figures it says nothing: those are the run's.

export type Language = 'en' | 'ko';
type Words = Readonly<Record<Language, string>>;

export const WORDS = {
  title: { en: 'Performance', ko: '성능' },
  other: { en: '*[한국어](performance.ko.md)*', ko: '*[English](performance.md)*' },
  intro: {
    en: 'How fast Strata is, measured in one run. Nothing on this page is written by hand: it is made of what the run says.',
    ko: 'Strata가 얼마나 빠른지 한 번에 측정한 결과입니다. 이 문서의 수치는 손으로 쓰지 않으며, 모두 측정 결과에서 만듭니다.',
  },
  again: { en: 'To make it again:', ko: '다시 만들려면:' },
  machine: { en: 'machine', ko: '측정한 컴퓨터' },
  date: { en: 'date', ko: '날짜' },
  load: { en: 'programs that wanted a processor before the run (load)', ko: '측정 직전 프로세서를 기다리던 프로그램 수(부하)' },
  took: { en: 'the run took', ko: '측정에 걸린 시간' },
  suite: { en: 'The suite', ko: '프로그램 모음' },
  suiteText: {
    en: 'Eight programs, the same algorithm in the language of every engine, with equal checksums. The chart and the table show the time '
      + 'of each engine divided by ours: above 1, ours is faster. The last columns are geometric means, of the medians and of the '
      + 'shortest times.',
    ko: '프로그램 여덟 개를 엔진마다 그 엔진의 언어로, 같은 알고리즘으로 썼고 체크섬은 모두 같습니다. 그림과 표는 각 엔진의 시간을 Strata의 시간으로 나눈 값이며, '
      + '1보다 크면 Strata가 더 빠릅니다. 마지막 두 열은 중앙값과 가장 짧은 시간의 기하 평균입니다.',
  },
  chart: { en: 'Time of each engine divided by ours, on a scale of powers of ten', ko: '각 엔진의 시간을 Strata의 시간으로 나눈 값(로그 눈금)' },
  engine: { en: 'engine', ko: '엔진' },
  mean: { en: 'all', ko: '전체' },
  least: { en: 'all, shortest times', ko: '전체, 가장 짧은 시간' },
  missing: { en: 'Left out, because they were not installed:', ko: '설치되어 있지 않아 뺀 것:' },
  how: { en: 'How it is measured', ko: '측정 방법' },
  howText: {
    en: `- **Ours** (\`strata\`) runs each program in a child context whose window begins in the middle of its parent's. A debugger is
  attached, with a breakpoint in the program that is not hit, and drives it in the slices of the debug adapter. Recording is off.
- \`strata-root\` is the same on the bare machine; \`strata-plain\` has no debugger either; \`strata-interpreter\` is that with the
  interpreter alone.
- Every engine is one process that does work on request and times it itself with a monotonic clock, so that no start counts. Lua has
  no such clock: the time from request to answer counts. \`wasm-interp\` answers no requests: the time of a process that does next to
  nothing is taken off.
- Before anything counts, every engine does the small work and the fast ones the whole work once, Java's compiler and ours twice.
- Rounds are interleaved: in each, every engine runs a program before the next program's turn, each time beginning with another
  engine. Slow engines rest every other round. Times are medians.
- Slow engines do less work, by the factors below, and are compared by the time for a unit of work. Their checksums are compared with
  ours of the same small work.`,
    ko: `- **Strata**(\`strata\`)는 프로그램을 자식 컨텍스트에서 실행하며, 그 창은 부모 창의 가운데에서 시작합니다. 디버거를 붙이고 실행이 닿지 않는
  중단점을 하나 둔 채, 디버그 어댑터와 같은 조각으로 나누어 실행합니다. 기록은 꺼져 있습니다.
- \`strata-root\`는 같은 일을 맨 머신에서 하고, \`strata-plain\`은 디버거도 없으며, \`strata-interpreter\`는 거기서 인터프리터만 씁니다.
- 모든 엔진은 요청을 받아 일하는 프로세스 하나이고, 단조 시계로 스스로 시간을 재므로 시작하는 시간은 들어가지 않습니다. Lua에는 그런
  시계가 없어 요청부터 응답까지의 시간을 씁니다. \`wasm-interp\`는 요청을 받지 못하므로, 거의 아무 일도 하지 않는 프로세스의 시간을 뺍니다.
- 측정에 앞서 모든 엔진이 작은 일을 한 번 하고, 빠른 엔진은 전체 일을 한 번, Java와 Strata의 컴파일러는 두 번 합니다.
- 라운드마다 모든 엔진이 한 프로그램을 차례로 실행한 뒤 다음 프로그램으로 넘어가며, 먼저 시작하는 엔진은 라운드마다 다릅니다.
  느린 엔진은 한 라운드 걸러 한 번씩 쉽니다. 시간은 중앙값입니다.
- 느린 엔진은 아래 배수만큼 적게 일하고, 일의 단위당 시간으로 비교합니다. 체크섬은 같은 작은 일을 한 Strata의 체크섬과 비교합니다.`,
  },
  program: { en: 'program', ko: '프로그램' },
  count: { en: 'work', ko: '일의 양' },
  factor: { en: 'less for slow engines', ko: '느린 엔진의 감소 배수' },
  unit: { en: 'unit', ko: '단위' },
  oursUnit: { en: 'ours, ns a unit', ko: 'Strata, 단위당 ns' },
  oursSeconds: { en: 'ours, seconds (least … most)', ko: 'Strata, 초(최소 … 최대)' },
  versions: { en: 'Engines', ko: '엔진' },
  version: { en: 'version', ko: '버전' },
  what: { en: 'what', ko: '항목' },
  value: { en: 'median (least … most)', ko: '중앙값(최소 … 최대)' },
  growthChart: { en: 'Time against the number of instructions, both on scales of powers of ten', ko: '명령어 수에 따른 시간(두 축 모두 로그 눈금)' },
} as const satisfies Readonly<Record<string, Words>>;
