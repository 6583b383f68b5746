# versions: 1.27,1.30,1.31,1.33
# What a search for differences found: flags, patches that no server applies, and what changed between kubectls.
kubectl create deployment web --image=nginx
kubectl run bare --image=nginx
kubectl get pods -help
kubectl get pods -h --foo
kubectl get pods --help --foo=bar
kubectl run x --image=nginx --foo -h
kubectl create deployment x --image=nginx --dry-run -o name
kubectl create deployment x --image=nginx --dry-run=true -o name
kubectl create deployment x --image=nginx --dry-run=false -o name
kubectl drain node01 --ignore-daemonsets
kubectl uncordon node01
kubectl taint node node01 a=b:NoSchedule --validate=foo
kubectl wait pod bare --for=jsonpath='{.status.phase}'
kubectl wait pod bare --for=jsonpath='{.status.conditions[?(@.type=="Ready")].status}'=True
kubectl wait pod bare --for=jsonpath=
kubectl wait pod bare --for=jsonpath='{.status.phase}'=
kubectl patch deploy web --subresource=foo -p '{}'
EDITOR=cat kubectl edit deploy web --subresource=foo
EDITOR=cat kubectl edit cm kube-root-ca.crt -o foo
EDITOR=cat kubectl edit cm kube-root-ca.crt -o name
kubectl version -o json > version.json
timeout 2 kubectl get pod/bare pod/x -w
kubectl get pod ..
kubectl get pod %2e
kubectl logs bare --pod-running-timeout=0
kubectl exec bare --pod-running-timeout=0s -- true
printf 'apiVersion: v1\nkind: Pod\nmetadata: {generateName: gen-}\nspec: {containers: [{name: a, image: nginx}]}\n' > gen.yaml; kubectl delete -f gen.yaml
kubectl get --raw /api/v1/namespaces/default/services | cut -c1-140
kubectl get deploy web -o yaml > w.yaml
kubectl patch deploy web -p '{'
kubectl patch deploy web -p '{"spec":{"replicas":3}}' --dry-run=client
kubectl patch deploy web -p '{"spec":{"replicas":1}}' --dry-run=client
kubectl patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"busybox"}]}}}}' --dry-run=client -o jsonpath='{.spec.template.spec.containers[*].name}'
kubectl patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"name":"nginx","$patch":"delete"}]}}}}' --dry-run=client -o jsonpath='{.spec.template.spec.containers}'
kubectl patch deploy web -p '{"spec":{"template":{"spec":{"containers":[{"image":"nginx"}]}}}}' --dry-run=client
kubectl patch deploy web -p '[]' --dry-run=client
kubectl patch deploy web --type=merge -p '[]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/replicas","value":9}]' --dry-run=client -o jsonpath='{.spec.replicas}'
kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/spec/nope"}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/nope/x"}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"add","path":"/nope/x","value":1}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/nope","value":1}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/7","value":1}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/7"}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/7","value":1}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"test","path":"/spec/replicas","value":5}]' --dry-run=client
kubectl patch deploy web --type=json -p '[{"op":"foo","path":"/spec/replicas","value":5}]' --dry-run=client
kubectl patch deploy web --type=json -p '{"op":"foo"}' --dry-run=client
kubectl patch -f w.yaml --local -p '{"spec":{"replicas":7}}' -o jsonpath='{.spec.replicas}'
kubectl run a --image=nginx --overrides='[{"op":"add","path":"/metadata/labels/x","value":"y"}]' --override-type=json --dry-run=client -o jsonpath='{.metadata.labels}'
kubectl run a --image=nginx --overrides='{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80}]}]}}' --override-type=strategic --dry-run=client -o jsonpath='{.spec.containers}'
kubectl run a --image=nginx --overrides='{}' --override-type=foo --dry-run=client
kubectl run a --image=nginx --overrides='{}' --override-type=json --dry-run=client
kubectl run a --image=nginx --overrides='{bad' --override-type=strategic --dry-run=client
kubectl create deployment front --image=nginx --dry-run=client -o yaml > d.yaml; kubectl apply -f d.yaml
sed 's/app: front/app: back/' d.yaml > d2.yaml; kubectl apply -f d2.yaml --force
kubectl get deploy front -o jsonpath='{.spec.selector}'
kubectl run p --image=nginx --dry-run=client -o yaml > p.yaml; kubectl apply -f p.yaml
sed 's/    name: p/    name: p\n    ports: [{containerPort: 81}]/' p.yaml > p2.yaml; kubectl apply -f p2.yaml --force --grace-period=0
kubectl get pod p -o jsonpath='{.spec.containers[0].ports}'
kubectl apply -f d.yaml --force --dry-run=server
kubectl apply -f d.yaml --force --server-side
kubectl apply -f d.yaml --cascade=foo
kubectl apply -f d.yaml --force --cascade=orphan
kubectl get deploy,cm -o go-template='{{range .items}}{{break}}{{end}}{{range .items}}a{{continue}}b{{end}}'
kubectl get deploy,cm -o go-template='{{range .items}}{{if eq .kind "ConfigMap"}}{{break}}{{end}}{{.kind}} {{end}}'
kubectl get deploy,cm -o go-template='{{range .items}}{{if eq .kind "Deployment"}}{{continue}}{{end}}{{.kind}} {{else}}none{{end}}'
kubectl get deploy,cm -o go-template='{{break}}'
kubectl get deploy,cm -o go-template='{{$n := 0}}{{range .items}}{{$n = 1}}{{end}}{{$n}}'
kubectl get deploy,cm -o go-template='{{$k := ""}}{{range .items}}{{if .kind}}{{$k = .kind}}{{end}}{{$k := "inner"}}{{$k}} {{end}}{{$k}}'
