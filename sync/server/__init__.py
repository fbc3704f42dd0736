"""The state HQ: takes in what the tills send, keeps every byte, and shows the state its figures.

`python3 -m sync.server --database URL --port N`. May import `sync.protocol`, FastAPI, uvicorn and
Jinja2; SQL is spoken in `store` alone. Imported by nobody: the till's commands start a process.
"""
