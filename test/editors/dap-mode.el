;;; dap-mode.el --- Debugs the examples with Emacs and dap-mode, in batch  -*- lexical-binding: t; -*-

;; Usage: emacs --batch --load dap-mode.el DOCUMENT PROGRAMS
;; DOCUMENT is the page whose block of elisp on dap-mode configures Emacs, as a reader would; PROGRAMS is a file of JSON:
;; [{ "name", "program", "line", "input", "output", "stops": [{ "name", "line", "operands" }] }], where the stops are what
;; another client saw from the breakpoint in the line on. For each program one line says how it went: "ok NAME" or
;; "not ok NAME: REASON". Deciding what that means is main.ts's part.

;;; Code:

;;; Code:

(require 'package)
(package-initialize)
(require 'json)
(require 'cl-lib)

;; Nothing may be left behind, and nothing of the user's be read.
(setq user-emacs-directory (file-name-as-directory (make-temp-file "strata-emacs" t))
      dap-breakpoints-file (expand-file-name "breakpoints" user-emacs-directory)
      lsp-session-file (expand-file-name "session" user-emacs-directory)
      dap-auto-configure-features nil
      dap-auto-show-output nil
      dap-output-buffer-filter '("stdout")
      make-backup-files nil)
(add-hook 'kill-emacs-hook (lambda () (delete-directory user-emacs-directory t)))

(defconst strata-test-patience 60 "Seconds without an answer after which the adapter counts as dead.")

(defvar strata-test-stops 0 "Stops whose innermost frame has been shown.")
(add-hook 'dap-stack-frame-changed-hook
          (lambda (session)
            (when (dap--debug-session-active-frame session) (cl-incf strata-test-stops))))

(defun strata-test-configure (document)
  "Evaluate the block of elisp on dap-mode in DOCUMENT."
  (with-temp-buffer
    (insert-file-contents document)
    (re-search-forward "^### Emacs, with dap-mode$")
    (re-search-forward "^```elisp\n")
    (let ((start (point)))
      (re-search-forward "^```$")
      (eval-region start (match-beginning 0)))))

(defun strata-test-await (what condition)
  "Serve the messages of the adapter until CONDITION gives non-nil; WHAT is awaited."
  (let ((deadline (+ (float-time) strata-test-patience)))
    (while (not (funcall condition))
      (when (> (float-time) deadline) (error "No %s" what))
      (accept-process-output nil 0.1))))

(defun strata-test-ended (session)
  "Whether SESSION is over."
  (eq (dap--debug-session-state session) 'terminated))

(defun strata-test-go (session command)
  "Call COMMAND and wait until SESSION has stopped again or is over."
  (let ((before strata-test-stops))
    (funcall command)
    (strata-test-await "stop" (lambda () (or (strata-test-ended session) (> strata-test-stops before))))))

(defun strata-test-operands (session)
  "The operand stack of the innermost frame of SESSION, top first."
  (let* ((frame (gethash "id" (dap--debug-session-active-frame session)))
         (scopes (gethash "scopes" (dap-request session "scopes" :frameId frame)))
         (stack (cl-find "Operand Stack" scopes :key (lambda (scope) (gethash "name" scope)) :test #'equal)))
    (unless stack (error "No operand stack"))
    (mapcar (lambda (variable) (gethash "value" variable))
            (gethash "variables" (dap-request session "variables" :variablesReference (gethash "variablesReference" stack))))))

(defun strata-test-output (session)
  "All that the program of SESSION has written."
  (with-current-buffer (dap--debug-session-output-buffer session)
    (buffer-substring-no-properties (point-min) (point-max))))

(defun strata-test-look (session)
  "What there is to see where SESSION has stopped: function, line and operands."
  (let ((frame (dap--debug-session-active-frame session)))
    (list (gethash "name" frame) (gethash "line" frame) (strata-test-operands session))))

(defun strata-test-shown (session)
  "The line in which the cursor stands in the file of the innermost frame of SESSION."
  (with-current-buffer (find-buffer-visiting (dap--get-path-for-frame (dap--debug-session-active-frame session)))
    (line-number-at-pos)))

(defun strata-test-start (test)
  "Set the breakpoint of TEST, launch its program, and give the session once it has stopped."
  (find-file (gethash "program" test))
  (goto-char (point-min))
  (forward-line (1- (gethash "line" test)))
  (dap-breakpoint-add)
  (let ((before strata-test-stops))
    (dap-debug (list :type "strata" :request "launch" :name (gethash "name" test) :input (gethash "input" test)))
    (strata-test-await "first stop" (lambda () (> strata-test-stops before))))
  (dap--cur-session))

(defun strata-test-step (session stops)
  "Step through the program of SESSION, which must stop as STOPS say."
  (let ((first t))
    (dolist (stop stops)
      (unless first (strata-test-go session (lambda () (dap-step-in session))))
      (setq first nil)
      (let ((wanted (list (gethash "name" stop) (gethash "line" stop) (gethash "operands" stop)))
            (found (strata-test-look session)))
        (unless (equal found wanted) (error "Stopped at %S, not at %S" found wanted))
        (unless (equal (strata-test-shown session) (gethash "line" stop)) (error "Shows line %d" (strata-test-shown session)))))))

(defun strata-test-finish (session)
  "Let the program of SESSION run to its end."
  (while (not (strata-test-ended session))
    (strata-test-go session (lambda () (dap-continue session (dap--debug-session-thread-id session))))))

(defun strata-test-run (test)
  "Debug the program of TEST."
  (let ((session (strata-test-start test)))
    (strata-test-step session (gethash "stops" test))
    (dap-breakpoint-delete-all)
    (strata-test-finish session)
    (unless (equal (string-trim-right (strata-test-output session)) (string-trim-right (gethash "output" test)))
      (error "Wrote %S" (strata-test-output session)))))

(let ((document (pop command-line-args-left)) (programs (pop command-line-args-left)))
  (strata-test-configure document)
  (dolist (test (let ((json-object-type 'hash-table) (json-array-type 'list)) (json-read-file programs)))
    (condition-case trouble
        (progn (strata-test-run test) (princ (format "ok %s\n" (gethash "name" test))))
      (error (princ (format "not ok %s: %s\n" (gethash "name" test) (error-message-string trouble)))
             (dap-breakpoint-delete-all)))))
;;; dap-mode.el ends here
