-- A session of Neovim with govlint gopls. It ends with an error if something is
-- not shown in time.

local bufnr = vim.api.nvim_get_current_buf()

local function fail(text)
  io.stderr:write(text .. "\n" .. vim.inspect(vim.diagnostic.get(bufnr)) .. "\n")
  vim.cmd("cquit 1")
end

local client = vim.lsp.start_client({
  name = "gopls",
  cmd = { os.getenv("GOVLINT"), "gopls" },
  root_dir = vim.fn.getcwd(),
})
vim.lsp.buf_attach_client(bufnr, client)

-- codes returns how many diagnostics of govlint and of gopls are shown.
local function shown()
  local ours, theirs = 0, 0
  for _, d in ipairs(vim.diagnostic.get(bufnr)) do
    if d.source == "govlint" then ours = ours + 1 else theirs = theirs + 1 end
  end
  return ours, theirs
end

local function expect(what, ours, theirs)
  local ok = vim.wait(60000, function()
    local o, t = shown()
    return o == ours and t == theirs
  end, 50)
  if not ok then fail(what) end
end

local function line_of(text)
  for i, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
    if line:find(text, 1, true) then return i - 1 end
  end
  fail("no line has " .. text)
end

expect("nothing is shown after opening", 1, 2)

-- The quick fix, and its undoing.
local at = line_of("WithTimeout")
local results = vim.lsp.buf_request_sync(bufnr, "textDocument/codeAction", {
  textDocument = vim.lsp.util.make_text_document_params(bufnr),
  range = { start = { line = at, character = 12 }, ["end"] = { line = at, character = 12 } },
  context = { diagnostics = {} },
}, 20000)
local fixed = false
for _, action in ipairs(results[client].result) do
  if action.title == "Defer cancel()" then
    vim.bo.undolevels = vim.bo.undolevels -- what follows is undone by itself
    fixed = true
    vim.lsp.util.apply_workspace_edit(action.edit, vim.lsp.get_client_by_id(client).offset_encoding)
  end
end
if not fixed then fail("there is no quick fix") end
expect("the fix changes nothing", 0, 1)
vim.cmd("undo")
expect("nothing is shown after undoing the fix", 1, 2)

-- Text that is not saved.
local first = line_of("func Count")
vim.api.nvim_buf_set_lines(bufnr, first, first, false, { "// Another line.", "" })
local moved = vim.wait(60000, function()
  for _, d in ipairs(vim.diagnostic.get(bufnr)) do
    if d.source == "govlint" and d.lnum == at + 2 then return true end
  end
  return false
end, 50)
if not moved then fail("it does not follow an edit") end
vim.api.nvim_buf_set_lines(bufnr, at + 2, at + 3, false, { "\tctx := context.Background()", "\t_ = time.Second" })
expect("it does not go with its code", 0, 1)

io.stdout:write("SESSION DONE\n")
vim.cmd("qall!")
