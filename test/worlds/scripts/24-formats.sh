# Output formats gone wrong: jsonpath, templates, columns, sorting.
kubectl create deployment web --image=nginx:1.25 --replicas=2
kubectl create cm settings --from-literal=color=blue --from-literal=size=10
kubectl get cm settings -o yml
kubectl get cm settings -o YAML
kubectl get cm settings -o table
kubectl get cm settings -o=jason
kubectl get cm settings -o jsonpath
kubectl get cm settings -o jsonpath=
kubectl get cm settings -o jsonpath='{'
kubectl get cm settings -o jsonpath='}'
kubectl get cm settings -o jsonpath='{}'
kubectl get cm settings -o jsonpath='{.}' | wc -l
kubectl get cm settings -o jsonpath='.data.color'; echo
kubectl get cm settings -o jsonpath=data; echo
kubectl get cm settings -o jsonpath={.data.color}; echo
kubectl get cm settings -o jsonpath='{data.color}'; echo
kubectl get cm settings -o jsonpath='{.data.colour}'; echo
kubectl get cm settings -o jsonpath='{.data[color]}'; echo
kubectl get cm settings -o jsonpath="{.data['color']}"; echo
kubectl get cm settings -o jsonpath='{.data["color"]}'; echo
kubectl get cm settings -o jsonpath='{.data.*}' | tr ' ' '\n' | sort
kubectl get cm settings -o jsonpath='{.metadata.name' ; echo
kubectl get cm settings -o jsonpath='{.metadata.name}}'; echo
kubectl get cm settings -o jsonpath='{{.metadata.name}}'; echo
kubectl get cm settings -o jsonpath='{.metadata..name}'; echo
kubectl get cm settings -o jsonpath='{.metadata.name}\n'; echo
kubectl get cm settings -o jsonpath='{.metadata.name}{\n}'; echo
kubectl get cm settings -o jsonpath="{.metadata.name}{'\n'}"
kubectl get cm settings -o jsonpath="{.metadata.name}{"\n"}"
kubectl get cm settings -o jsonpath='{.metadata.name} is {.data.color}{"\n"}'
kubectl get cm settings -o jsonpath='{range .items}'; echo
kubectl get cm settings -o jsonpath='{end}'; echo
kubectl get deploy -o jsonpath='{.items[0].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[5].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[-1].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[-2].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[x].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items.metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[*].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[*].spec.template.spec.containers[*].image}'; echo
kubectl get deploy -o jsonpath='{.items[?(@.metadata.name=="web")].spec.replicas}'; echo
kubectl get deploy -o jsonpath='{.items[?(@.metadata.name=web)].spec.replicas}'; echo
kubectl get deploy -o jsonpath="{.items[?(@.metadata.name=='web')].spec.replicas}"; echo
kubectl get deploy -o jsonpath='{.items[?(.metadata.name=="web")].spec.replicas}'; echo
kubectl get deploy -o jsonpath='{.items[?(@.spec.replicas>1)].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[?(@.spec.replicas>"1")].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[?(@.metadata.name=~"we.*")].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[?(@.a==1 && @.b==2)].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[0:2].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items[::0].metadata.name}'; echo
kubectl get deploy -o jsonpath='{.items | length}'; echo
kubectl get deploy -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.spec.replicas}{"\n"}{end}'
kubectl get deploy -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.spec.replicas}{"\n"}'
kubectl get deploy -o jsonpath='{range .items[*]}{.metadata.name}{"\t"}{.nope.x}{"\n"}{end}'
kubectl get deploy web -o jsonpath='{.metadata.labels.app}{.metadata.annotations.deployment\.kubernetes\.io/revision}'; echo
kubectl get deploy web -o jsonpath='{.metadata.annotations.deployment.kubernetes.io/revision}'; echo
kubectl get deploy web -o jsonpath='{.metadata.labels}'; echo
kubectl get deploy web -o jsonpath='{.spec.template.spec.containers}' | cut -c1-60
kubectl get deploy web -o jsonpath='{$.spec.replicas}'; echo
kubectl get deploy web -o jsonpath='{@.spec.replicas}'; echo
kubectl get deploy web -o jsonpath='{.spec.replicas,.metadata.name}'; echo
kubectl get deploy web -o jsonpath="{['spec.replicas','metadata.name']}"; echo
kubectl get deploy web --output=jsonpath --template='{.spec.replicas}'; echo
kubectl get deploy web -o jsonpath-as-json='{.spec.replicas}'
kubectl get deploy web -o jsonpath-file=nosuch.txt
kubectl get deploy web -o json={.spec}
kubectl get deploy web -o go-template
kubectl get deploy web -o go-template=
kubectl get deploy web -o go-template='{{.metadata.name}}'; echo
kubectl get deploy web -o go-template='{{.metadata.nam}}'; echo
kubectl get deploy web -o go-template='{.metadata.name}'; echo
kubectl get deploy web -o go-template='{{.metadata.name'; echo
kubectl get deploy web -o go-template='{{metadata.name}}'; echo
kubectl get deploy web -o go-template='{{.metadata.name}}{{"\n"}}'
kubectl get deploy web -o go-template='{{.metadata.name}}\n'; echo
kubectl get deploy web -o go-template='{{range .items}}{{.x}}{{end}}'; echo
kubectl get deploy -o go-template='{{range .items}}{{.metadata.name}}{{"\n"}}{{end}}'
kubectl get deploy -o go-template='{{range .items}}{{.metadata.name}}{{"\n"}}'
kubectl get deploy -o go-template='{{.items.metadata.name}}'; echo
kubectl get deploy -o go-template='{{len .items}}'; echo
kubectl get deploy -o go-template='{{len .nope}}'; echo
kubectl get deploy -o go-template='{{index .items 3}}'; echo
kubectl get deploy -o go-template='{{if .items}}some{{else}}none{{end}}'; echo
kubectl get deploy -o go-template='{{if}}x{{end}}'; echo
kubectl get deploy -o go-template='{{end}}'; echo
kubectl get deploy -o go-template='{{upper "x"}}'; echo
kubectl get deploy web -o template='{{.kind}}'; echo
kubectl get deploy web -o go-template-file=nosuch
kubectl get deploy web -o custom-columns
kubectl get deploy web -o custom-columns=
kubectl get deploy web -o custom-columns=NAME
kubectl get deploy web -o custom-columns=NAME:
kubectl get deploy web -o custom-columns=NAME:.metadata.name
kubectl get deploy web -o custom-columns=NAME:metadata.name
kubectl get deploy web -o custom-columns=NAME:{.metadata.name}
kubectl get deploy web -o custom-columns=NAME:.metadata.nam
kubectl get deploy web -o custom-columns=NAME:.metadata.name,
kubectl get deploy web -o custom-columns=NAME:.metadata.name,,IMAGE:.spec
kubectl get deploy web -o custom-columns='NAME:.metadata.name, REPLICAS:.spec.replicas'
kubectl get deploy web -o custom-columns=NAME:.metadata.name REPLICAS:.spec.replicas
kubectl get deploy web -o custom-columns=:.metadata.name
kubectl get deploy web -o custom-columns=NAME:.metadata.name:x
kubectl get deploy web -o 'custom-columns=N:.metadata[name]'
kubectl get deploy web -o 'custom-columns=I:.spec.template.spec.containers[*].image,R:.spec.replicas'
kubectl get deploy web -o 'custom-columns=I:.spec.template.spec.containers[7].image'
kubectl get deploy web -o 'custom-columns=L:.metadata.labels'
kubectl get deploy web -o custom-columns=NAME:.metadata.name --no-headers
kubectl get deploy web -o custom-columns-file=nosuch
printf 'NAME REPLICAS\nmetadata.name spec.replicas\n' > columns.txt; kubectl get deploy web -o custom-columns-file=columns.txt
printf 'NAME\n' > columns.txt; kubectl get deploy web -o custom-columns-file=columns.txt
kubectl get cm --sort-by
kubectl get cm --sort-by=
kubectl get cm --sort-by=name
kubectl get cm --sort-by=.metadata.name
kubectl get cm --sort-by=metadata.name -o name
kubectl get cm --sort-by='{.metadata.name}' -o name
kubectl get cm --sort-by='{.metadata.name' -o name
kubectl get cm --sort-by=.metadata.nope
kubectl get cm --sort-by=.data.size -o name
kubectl get cm settings --sort-by=.nope -o name
kubectl get pods --sort-by=.spec.nodeName -o jsonpath='{.items[*].spec.nodeName}'; echo
kubectl get pods --sort-by=AGE
kubectl get pods --sort-by='.metadata.name[0]'
kubectl get deploy web -o wide --show-labels
kubectl get deploy web -o yaml --show-labels
kubectl get deploy web -o name --no-headers
kubectl get deploy web --no-headers=no
kubectl get deploy web -o wide -o name
kubectl get deploy -L app,nope
kubectl get deploy --label-columns=app --no-headers
kubectl get deploy --show-kind
kubectl get deploy,cm settings
kubectl get deploy/web cm/settings -o custom-columns=K:.kind,N:.metadata.name
kubectl get deploy/web cm/settings --sort-by=.metadata.name
kubectl get deploy/web cm/settings -o jsonpath='{.items[*].kind}'; echo
kubectl get deploy web -o jsonpath='{.spec.replicas}' -o name
kubectl get deploy web -o json | grep -c '"name"'
kubectl get deploy web --show-managed-fields=x
kubectl get deploy web --template='{{.kind}}'; echo
kubectl get deploy web --raw /api
kubectl get --raw
kubectl get --raw /nosuch
kubectl get --raw /healthz; echo
kubectl get deploy web --subresource=foo
kubectl get deploy web --server-print=false
kubectl describe deploy web -o yaml
kubectl describe deploy we | head -1
kubectl describe deploy/web cm/nosuch | head -1
kubectl describe web
kubectl describe deploy -l app=nope
kubectl describe deploy web --show-events=false | head -3
kubectl describe -f nosuch
