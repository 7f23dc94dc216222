// QuickJS with what the suite needs of it: reading and writing lines, and a monotonic clock. Runs the scripts it is given.
#include "quickjs-libc.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static JSValue read_line(JSContext *context, JSValueConst self, int count, JSValueConst *values) {
  char line[1024];
  if (fgets(line, sizeof line, stdin) == NULL) return JS_UNDEFINED;
  line[strcspn(line, "\n")] = 0;
  return JS_NewString(context, line);
}

static JSValue write_line(JSContext *context, JSValueConst self, int count, JSValueConst *values) {
  const char *line = JS_ToCString(context, values[0]);
  puts(line);
  fflush(stdout);
  JS_FreeCString(context, line);
  return JS_UNDEFINED;
}

static JSValue now_s(JSContext *context, JSValueConst self, int count, JSValueConst *values) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return JS_NewFloat64(context, time.tv_sec + time.tv_nsec / 1e9);
}

int main(int count, char **paths) {
  JSRuntime *runtime = JS_NewRuntime();
  JSContext *context = JS_NewContext(runtime);
  JSValue global = JS_GetGlobalObject(context);
  JS_SetPropertyStr(context, global, "readLine", JS_NewCFunction(context, read_line, "readLine", 0));
  JS_SetPropertyStr(context, global, "writeLine", JS_NewCFunction(context, write_line, "writeLine", 1));
  JS_SetPropertyStr(context, global, "now_s", JS_NewCFunction(context, now_s, "now_s", 0));
  for (int i = 1; i < count; i++) {
    size_t length;
    uint8_t *text = js_load_file(context, &length, paths[i]);
    if (text == NULL) return 2;
    JSValue result = JS_Eval(context, (char *)text, length, paths[i], JS_EVAL_TYPE_GLOBAL);
    if (JS_IsException(result)) {
      js_std_dump_error(context);
      return 1;
    }
    js_free(context, text);
  }
  return 0;
}
