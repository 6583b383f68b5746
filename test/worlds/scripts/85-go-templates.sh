# Go templates: functions, control, and where faults are.
kubectl create deployment web --image=nginx --replicas=2
sleep 5
kubectl get pods -o go-template='{{range $i, $p := .items}}{{if $i}}, {{end}}{{$p.status.phase}}{{end}}'
kubectl get pods -o go-template='{{range .items}}{{if eq .status.phase "Pending"}}p{{else if eq .status.phase "Running"}}r{{else}}o{{end}}{{end}}'
kubectl get pods -o go-template='{{with .nothing}}a{{else with .kind}}b{{.}}{{else}}c{{end}}'
kubectl get pods -o go-template='{{with $x := .kind}}{{$x}}{{end}}{{with .nope}}{{else}}no{{end}}'
kubectl get pods -o go-template='{{$n := 0}}{{range .items}}{{$n = len .metadata.labels}}{{end}}{{$n}}'
kubectl get pods -o go-template='{{define "row"}}[{{.metadata.namespace}}]{{end}}{{range .items}}{{template "row" .}}{{end}}'
kubectl get pods -o go-template='{{block "b" .kind}}<{{.}}>{{end}}{{template "b" "x"}}'
kubectl get pods -o go-template='{{range .items -}}
  {{ .status.phase }}
{{- end }}
'
kubectl get pods -o go-template='a {{- /* c */ -}} b {{/* d */}} c'
kubectl get pods -o go-template='{{- 3 -}} {{ -3 }} {{ +3 }} {{ 0x1F }} {{ 0b11 }} {{ 0o17 }} {{ 017 }} {{ 1_000 }} {{ 1e3 }} {{ 1.50 }} {{ .5 }}'
kubectl get pods -o go-template='{{ `raw\n` }}{{ "q\t\"x\" \u00e9 \x41" }}{{ printf "%c%q" 65 65 }}'
kubectl get pods -o go-template='{{ printf "%5s|%-5s|%05d|%+d|%x|%X|%o|%b|%e|%8.3f|%g|%%|%v" "a" "b" 42 42 255 255 8 5 1234.5 3.14159 2.5 .nothing }}'
kubectl get pods -o go-template='{{ printf "%s %d" "a" }} {{ printf "%d" "a" }} {{ printf "%s" 3 }} {{ printf "%z" 3 }} {{ printf "x" 1 "b" }} {{ printf "%*d|%.2s" 5 42 "abc" }}'
kubectl get pods -o go-template='{{ printf "%v %s %q %d %t" .kind .kind .kind 3 true }} {{ printf "%v" .metadata }} {{ printf "%s" .items | len }}' | cut -c1-80
kubectl get pods -o go-template='{{ print "a" "b" 1 2 true }} {{ print 1 2 }} {{ println 1 "a" }}{{ print .nothing }} {{ print nil }}'
kubectl get pods -o go-template='{{ and 1 0 2 }} {{ or 0 "" "x" }} {{ and }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ not 0 }} {{ not "a" }} {{ if and .kind (not .nope) }}yes{{ end }} {{ or .nope .kind }}'
kubectl get pods -o go-template='{{ lt 1 2 }} {{ le 2 2 }} {{ gt "b" "a" }} {{ ge 1 2 }} {{ ne "a" "b" }} {{ eq 1 1.0 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ eq true true }} {{ lt true false }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ eq .nope nil }} {{ eq .nope "x" }} {{ eq nil nil }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ eq .items .items }}' 2>&1 | head -1 | cut -c1-120
kubectl get pods -o go-template='{{ index .metadata "resourceVersion" }}|{{ index .metadata "nope" }}|{{ (index .items 0).status.phase }}'
kubectl get pods -o go-template='{{ index .items 2 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .items -1 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .metadata 1 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .kind 0 }} {{ index "abc" 3 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .metadata "nope" "x" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ slice .kind 1 }} {{ slice "abcdef" 1 3 }} {{ slice .items 0 1 | len }} {{ slice "abc" 2 1 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ html "<a href=\"x\">" }} {{ js "it'"'"'s <b>" }} {{ urlquery "a b&c=d/é" }} {{ html 1 "a" 2 }}'
kubectl get pods -o go-template='{{ "aGVsbG8=" | base64decode }} {{ base64decode "aGk" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ base64decode "a*b=" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ base64decode .items }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ base64decode .nope }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ base64decode 3 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ base64decode }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ exists .metadata "resourceVersion" }} {{ exists .metadata "x" }} {{ exists .items 9 }} {{ exists .nope "x" }}'
kubectl get pods -o go-template='{{range 3}}{{.}}{{if eq . 1}}{{break}}{{end}}{{end}} {{range $i := 4}}{{if eq $i 2}}{{continue}}{{end}}{{$i}}{{end}}'
kubectl get pods -o go-template='{{range $k, $v := .metadata}}{{$k}}={{$v}};{{end}}{{range $x := .nope}}a{{else}}none{{end}}'
kubectl get pods -o go-template='{{range $i, $e := 3}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range true}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range 1.5}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{$a := 1}}{{$b = 2}}' 2>&1 | head -1
kubectl get pods -o go-template='{{$a, $b := .kind}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range $a, .items}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range $a, $b, $c := .items}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{if .kind}}{{$z := 1}}{{end}}{{$z}}' 2>&1 | head -1
kubectl get pods -o go-template='{{ nil }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ nil.x }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ "a".x }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ (printf "a").x }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ with .kind }}{{ .x }}{{ end }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind | 3 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind | .metadata }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ (.kind) "x" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ $ }}' | cut -c1-30
kubectl get pods -o go-template='{{ $.kind }} {{ $x := $ }}{{ $x.kind }} {{ $.metadata.resourceVersion | len }}'
kubectl get pods -o go-template='{{ ( .kind }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind ) }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ () }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind, }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind; }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind:x }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ a-b }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .a-b }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ 3x }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ 1..2 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ + }}' 2>&1 | head -1
kubectl get pods -o go-template="{{ 'a' }} {{ '\n' }} {{ '' }}" 2>&1 | head -1
kubectl get pods -o go-template="{{ 'a }}" 2>&1 | head -1
kubectl get pods -o go-template='{{ `a }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ "a\q" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{/* a }}' 2>&1 | head -1
kubectl get pods -o go-template='{{/* a */ x}}' 2>&1 | head -1
kubectl get pods -o go-template='{{ /* a */ }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ é }} {{ .é }} {{ ⌘ }}' 2>&1 | head -1
kubectl get pods -o go-template='{{else}}' 2>&1 | head -1
kubectl get pods -o go-template='{{if .kind}}a{{else}}b{{else}}c{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range .items}}a{{else if .kind}}b{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{if .kind}}a{{else with .kind}}b{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{end x}}' 2>&1 | head -1
kubectl get pods -o go-template='{{if .kind}}a{{end x}}' 2>&1 | head -1
kubectl get pods -o go-template='{{define x}}a{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{define "x"}}a' 2>&1 | head -1
kubectl get pods -o go-template='{{if .kind}}{{define "x"}}a{{end}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{template x}}' 2>&1 | head -1
kubectl get pods -o go-template='{{template}}' 2>&1 | head -1
kubectl get pods -o go-template='{{define "x"}}{{template "x"}}{{end}}{{template "x"}}' 2>&1 | head -1 | cut -c1-150
kubectl get pods -o go-template='{{if .kind

}}a' 2>&1 | head -3
kubectl get pods -o go-template='{{ .kind
 "unfinished
}}' 2>&1 | head -4
kubectl get pods -o go-template='x
y {{ .kind.z }}' 2>&1 | head -3
kubectl get pods -o go-template='{{ len nil }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ len .metadata.nope }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ call .kind }}' 2>&1 | head -1
kubectl get pods --allow-missing-template-keys=false -o go-template='{{ .nope }}' 2>&1 | head -1
kubectl get pods --allow-missing-template-keys=false -o go-template='{{ .metadata.nope.x }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .metadata.nope.x }}' 2>&1 | head -1
kubectl get pods -o template='{{ len .items }}'
kubectl get pods -o go-template --template='{{ len .items }}'
kubectl get pods --template='{{ len .items }}'
kubectl get pods -o go-template
kubectl get pods -o go-template=
echo '{{range .items}}{{.status.phase}}{{"\n"}}{{end}}' > t.tpl
kubectl get pods -o go-template-file=t.tpl
kubectl get pods -o templatefile=nosuch.tpl
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}}	{{range .spec.containers}}{{.image}}{{end}}{{"\n"}}{{end}}' | cut -f2
kubectl get deployment web -o go-template='{{.metadata.name.x}}' 2>&1 | head -1
kubectl get deployment web -o go-template='name: {{.metadata.name.x}}' 2>&1 | head -1
kubectl get deployment web -o go-template='{{.metadata.name}}{{"\n"}}{{.metadata.name.x.y}}' 2>&1 | head -2
kubectl get pods -o go-template='{{range .items}}{{.metadata.name}} {{.spec.containers.image}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range .items}}{{range .spec.containers}}{{.image}} {{index .ports 0}}{{end}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range $i, $p := .items}}{{$i}} {{$p.metadata.name.foo}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range .items}}{{if eq .status.phase 3}}x{{end}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{len .foo}}' 2>&1 | head -1
kubectl get pods -o go-template='{{len .items}} {{len 3}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range .kind}}{{.}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='a{{template "x"}}' 2>&1 | head -1
kubectl get pods -o go-template='{{define "x"}}{{.kind.y}}{{end}}a{{template "x" .}}' 2>&1 | head -1
kubectl get pods -o go-template='{{printf "%s" .kind | len | printf "%d" | index .items}}' 2>&1 | head -1
kubectl get pods -o go-template='{{(index .items 0).metadata.name.x}}' 2>&1 | head -1
kubectl get pods -o go-template='{{with index .items 0}}{{.metadata.labels.run.x}}{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{base64decode .kind}}' 2>&1 | head -1
kubectl get pods -o go-template='{{"a" | base64decode}}' 2>&1 | head -1
kubectl get pods -o go-template='{{nosuch .kind}}' 2>&1 | head -1
kubectl get pods -o go-template='{{.kind' 2>&1 | head -1
kubectl get pods -o go-template='{{.kind}}}' 2>&1 | head -1
kubectl get pods -o go-template='{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{if .kind}}x' 2>&1 | head -1
kubectl get pods -o go-template='{{if}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{range}}x{{end}}' 2>&1 | head -1
kubectl get pods -o go-template='{{$x}}' 2>&1 | head -1
kubectl get pods -o go-template='{{.items[0]}}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind | }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind foo }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .kind .foo }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ "a" .foo }}' 2>&1 | head -1
kubectl get pods -o go-template="{{ 'a' }}{{'ab'}}" 2>&1 | head -1
kubectl get pods -o go-template='{{ "abc }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ range .items }}{{ .metadata.name }}{{ break }}{{ end }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ range .items }}{{ if .foo }}{{ continue }}{{ end }}{{ .metadata.name }}{{ end }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ break }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ range .items }}{{ .metadata.name }}{{ else }}none{{ end }}' 2>&1 | head -1
kubectl get pods -o go-template='{{/* comment */}}{{- .kind -}}  x' 2>&1 | head -1
kubectl get pods -o go-template='{{ eq .kind "List" "PodList" }} {{ ne .kind "x" }} {{ lt 1 2 }} {{ and true .kind }} {{ or "" "b" }} {{ not true }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ slice .kind 1 2 }} {{ html "<a>" }} {{ js "a" }} {{ urlquery "a b" }} {{ print 1 2 "x" }} {{ println "y" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ lt .kind 2 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ eq .items 2 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .items "a" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .items 9 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ index .metadata "resourceVersion" "x" }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ slice .kind 4 99 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ slice 3 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ not }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ eq 1 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ printf }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ printf 3 }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .Kind }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ .items.metadata }}' 2>&1 | head -1
kubectl get pods -o go-template='{{ range .items }}
{{ .metadata.name.x }}
{{ end }}' 2>&1 | head -2
kubectl get pods -o go-template='{{ printf "%s" .items }}' | tr ' ' '\n'
kubectl get pods -o go-template='{{ printf "%d %q" .items .metadata }}' | tr ' ' '\n'
