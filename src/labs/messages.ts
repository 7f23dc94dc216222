// What the checks of labs say, and what opening and resetting them says.
import type { MessageRow, Text } from '../base/message';

/** What differs, in words. */
export const DIFFERS = {
  missing: { en: 'There is no file {path}.', ko: '{path} 파일이 없습니다.' },
  not_assembled: { en: '{path}, line {line}: {problem}', ko: '{path} {line}행: {problem}' },
  not_verified: { en: '{path} cannot run: {problem}', ko: '{path}(은)는 실행할 수 없습니다: {problem}' },
  console: { en: '{who} writes something else, from line {line} on: “{found}” instead of “{wanted}”.', ko: '{who}의 출력이 {line}행부터 다릅니다. “{wanted}”여야 하는데 “{found}”입니다.' },
  instruction: { en: '{who}: instruction {number} of the guest is another one than on the bare machine.', ko: '{who}: 게스트의 {number}번째 명령어가 맨 머신에서와 다릅니다.' },
  length: { en: '{who}: the guest retires {found} instructions, on the bare machine {wanted}.', ko: '{who}: 게스트가 명령어 {found}개를 실행합니다. 맨 머신에서는 {wanted}개입니다.' },
  memory: { en: '{who}: the memory of the guest differs at the end, first at byte {address}.', ko: '{who}: 끝났을 때 게스트의 메모리가 {address}번째 바이트부터 다릅니다.' },
  ending: { en: '{who} ends with {found} and should end with {wanted}.', ko: '{who}의 종료 코드가 {wanted}이어야 하는데 {found}입니다.' },
  stray: { en: '{who}: pages outside the memory of the guest were written: {pages}.', ko: '{who}: 게스트의 메모리 밖에 있는 페이지에 썼습니다: {pages}.' },
  never_ends: { en: '{who} does not come to its end in {steps} steps.', ko: '{who}(이)가 {steps}단계 안에 끝나지 않습니다.' },
  waits: { en: '{who} waits for input that does not come.', ko: '{who}(이)가 오지 않는 입력을 기다립니다.' },
  overlap: { en: 'The windows of {one} and {other} overlap.', ko: '{one}(와)과 {other}의 창이 겹칩니다.' },
  too_low: { en: 'A window of {one} lies in the data of the hypervisor.', ko: '{one}의 창이 하이퍼바이저의 데이터와 겹칩니다.' },
  changed_guest: { en: 'The image of {who} is not the one that boots on the bare machine: somebody changed it for the hypervisor.', ko: '{who}의 이미지가 맨 머신에서 부팅하는 것과 다릅니다. 하이퍼바이저에 맞춰 고친 것입니다.' },
  class: { en: '`{instruction}` is “{found}” in the table of the program; executed it proves to be “{wanted}”.', ko: '프로그램의 표에는 `{instruction}`(이)가 “{found}”인데 실제로 실행하면 “{wanted}”입니다.' },
  not_tried: { en: '`{instruction}` is privileged and the program does not try it.', ko: '`{instruction}`(은)는 특권 명령어인데 프로그램이 시험하지 않습니다.' },
  hole: { en: '`{instruction}` is sensitive and does not trap.', ko: '`{instruction}`(은)는 민감한데 트랩하지 않습니다.' },
  no_hole: { en: 'On the leaky machine `mode` should be the hole, and it is not.', ko: '새는 머신에서는 `mode`가 구멍이어야 하는데 그렇지 않습니다.' },
  exits: { en: 'Exits of {who} because of “{cause}”: {found}; the bare run predicts {wanted}.', ko: '{who}의 “{cause}” 탈출은 {found}번인데, 맨 머신의 실행으로 예측하면 {wanted}번입니다.' },
  remainder: { en: '{count} exits of {who} are not explained.', ko: '{who}의 탈출 {count}번이 설명되지 않습니다.' },
  not_hidden: { en: '{who} has found out that it is not on bare metal: “{found}”.', ko: '{who}(이)가 맨 머신이 아님을 알아냈습니다: “{found}”.' },
  not_leaky: { en: 'On the leaky machine {who} should find out the hypervisor, and it does not.', ko: '새는 머신에서는 {who}(이)가 하이퍼바이저를 알아내야 하는데 그러지 못합니다.' },
  not_killed: { en: '{who} was to be killed, and it goes on.', ko: '{who}(을)를 죽이려 했지만 계속 실행됩니다.' },
  order: { en: '{what}: {one} takes {first}, {other} takes {second}; the order is to be the other way round.', ko: '{what}: {one}(은)는 {first}, {other}(은)는 {second}입니다. 순서가 반대여야 합니다.' },
  not_prepared: { en: 'The disk of {folder} was not made: run its script `prepare`.', ko: '{folder}의 디스크를 만들지 않았습니다. `prepare` 스크립트를 실행하십시오.' },
  memory_word: { en: 'memory', ko: '메모리' },
  no_blocks: { en: '{path} shows no session.', ko: '{path}에 세션이 없습니다.' },
  times: { en: 'An exit takes {found} times the crossings that it takes under type 1; it should be about three: {least} to {most}.', ko: '탈출 한 번에 넘는 경계가 1형의 {found}배입니다. {least}배에서 {most}배 사이여야 합니다.' },
  call: { en: 'A call, {call}, takes {found} exits with {who}; it should take {most} at most.', ko: '{who}에서 {call} 호출에 탈출 {found}번이 듭니다. 많아야 {most}번이어야 합니다.' },
  computing: { en: 'Computing takes {found} instructions with {who}; that should be nearly {wanted}.', ko: '{who}에서 계산에 명령어 {found}개가 듭니다. {wanted}개와 거의 같아야 합니다.' },
  device: { en: 'The guest comes out {found} times for `{cause}`, and {wanted} times without assistance; that should be equal.', ko: '게스트가 `{cause}` 때문에 {found}번 탈출합니다. 하드웨어 지원이 없을 때의 {wanted}번과 같아야 합니다.' },
  not_assisted: { en: '{who} does not run in guest mode.', ko: '{who}(이)가 게스트 모드로 실행되지 않습니다.' },
  share: { en: 'Two containers with shares of {wanted} got {first} and {second} instructions.', ko: '몫이 {wanted}인 두 컨테이너가 명령어 {first}개와 {second}개를 받았습니다.' },
  beside: { en: '“b” beside a container with the limit “{limit}”', ko: '한도가 “{limit}”인 컨테이너 옆의 “b”' },
  vm_exits: { en: '{count} exits go to a hypervisor; containers need none.', ko: '하이퍼바이저로 탈출이 {count}번 나갑니다. 컨테이너에는 한 번도 없어야 합니다.' },
  disk: { en: '{who} leaves another disk, from byte {address} on.', ko: '{who}(이)가 남긴 디스크가 {address}번째 바이트부터 다릅니다.' },
  machine_memory: { en: 'With {count} containers the machines have {found} bytes; it should be {wanted}.', ko: '컨테이너가 {count}개일 때 머신의 메모리가 {found}바이트입니다. {wanted}바이트여야 합니다.' },
  layer_changed: { en: 'Layer {number} is another one in the second version, although only the program was changed.', ko: '프로그램만 바꾸었는데 두 번째 버전에서 {number}번 레이어가 달라졌습니다.' },
  layer_same: { en: 'Layer {number} is the same in the second version, so the change is not in it.', ko: '두 번째 버전에서도 {number}번 레이어가 그대로입니다. 바꾼 내용이 들어가지 않았습니다.' },
  silent: { en: '{who} does not write what its guide shows: “{wanted}”.', ko: '{who}(이)가 안내서에 나온 “{wanted}”(을)를 출력하지 않습니다.' },
} as const satisfies Record<string, Text>;

/** The workloads of lab 12. */
export const WORKLOADS = {
  cpu: { en: 'computing (primes from 3,000 to 10,000)', ko: '계산(3,000에서 10,000까지의 소수)' },
  io: { en: 'starting a program that writes 60 bytes', ko: '60바이트를 쓰는 프로그램 실행' },
} as const satisfies Record<string, Text>;

/** Words of the chart. */
export const CHART = {
  memory: { en: 'memory set aside', ko: '따로 잡은 메모리' },
  instructions: { en: 'instructions', ko: '명령어' },
  bytes: { en: 'bytes', ko: '바이트' },
  missing: { en: 'Left out: {kind}. {why}', ko: '빠진 것: {kind}. {why}' },
} as const satisfies Record<string, Text>;

/** Why an order may turn here. */
export const TURNED = {
  bytes: {
    en: 'The console takes a byte at a time. Under KVM each byte goes through the module to a process and back; a hypervisor of type 1 writes it at once. Real guests hand over whole buffers (virtio).',
    ko: '콘솔은 한 바이트씩 받습니다. KVM에서는 바이트마다 모듈을 거쳐 프로세스까지 갔다 옵니다. 1형 하이퍼바이저는 그 자리에서 씁니다. 실제 게스트는 버퍼를 통째로 넘깁니다(virtio).',
  },
} as const satisfies Record<string, Text>;

/** Where lab 12 runs them. */
export const KINDS = {
  bare: { en: 'bare metal', ko: '맨 머신' },
  container: { en: 'container', ko: '컨테이너' },
  kvm: { en: 'KVM (full, assisted)', ko: 'KVM(전가상화, 하드웨어 지원)' },
  para: { en: 'paravirtualization', ko: '반가상화' },
  type1: { en: 'type 1 (full)', ko: '1형(전가상화)' },
  type2: { en: 'type 2 (full)', ko: '2형(전가상화)' },
} as const satisfies Record<string, Text>;

/** Names of what checks run. */
export const NAMES = {
  alone: { en: '{who} with turns of {turn}', ko: '차례가 {turn}인 {who}' },
  when_killed: { en: '{who} when {victim} is killed after {steps} steps', ko: '{victim}(을)를 {steps}단계 뒤에 죽였을 때의 {who}' },
} as const satisfies Record<string, Text>;

/** Tables and sentences around results. */
export const REPORT = {
  lab: { en: 'lab', ko: '실습' },
  checks: { en: 'checks', ko: '확인' },
  result: { en: 'result', ko: '결과' },
  passed: { en: 'passed', ko: '통과' },
  failed: { en: 'NOT PASSED', ko: '통과 못 함' },
  unchecked: { en: 'no checks yet', ko: '아직 확인 항목 없음' },
  check_passed: { en: 'yes', ko: '예' },
  check_failed: { en: 'NO', ko: '아니오' },
  total: { en: '{passed} of {checks} checks passed, in {labs} labs', ko: '실습 {labs}개, 확인 {checks}개 중 {passed}개 통과' },
  opened: { en: '{path}: files written: {count}. Open the guide, then the program, and press F5.', ko: '{path}: 파일 {count}개를 썼습니다. 안내서와 프로그램을 열고 F5를 누르십시오.' },
  kept: { en: '{path} was there already and stays as it is.', ko: '{path}(은)는 이미 있으므로 그대로 둡니다.' },
  saved: { en: 'Your version is {path}.', ko: '고친 파일은 {path}에 남겨 두었습니다.' },
  reset: { en: '{path}: as it came again; files put back: {count}.', ko: '{path}: 파일 {count}개를 처음대로 되돌렸습니다.' },
  unchanged: { en: '{path} is as it came.', ko: '{path}(은)는 처음 그대로입니다.' },
} as const satisfies Record<string, Text>;

/** What is turned down. */
export const REFUSED_LABS = {
  no_lab: { code: 'R880', en: 'There is no lab {name}. There are: {known}.', ko: '{name}(이)라는 실습이 없습니다. 있는 것: {known}.' },
  none_here: { code: 'R881', en: 'There is no lab in {path}. `strata lab open` puts one into a folder.', ko: '{path}에는 실습이 없습니다. `strata lab open`으로 폴더에 실습을 가져오십시오.' },
  originals: { code: 'R882', en: 'The labs that come with Strata are not in {path}.', ko: 'Strata에 딸린 실습이 {path}에 없습니다.' },
  script: { code: 'R884', en: '{path} did not make a disk: {reason}', ko: '{path}(이)가 디스크를 만들지 못했습니다: {reason}' },
  not_open: { code: 'R883', en: '{name} was not opened in {path}.', ko: '{path}에서 {name} 실습을 열지 않았습니다.' },
} as const satisfies Record<string, MessageRow>;
